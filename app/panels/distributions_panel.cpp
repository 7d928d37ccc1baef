// SPDX-License-Identifier: MIT
#include "app/panels/distributions_panel.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/panels/histogram_widget.h"
#include "app/panels/widgets.h"
#include "app/report/probe_figures.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr float kRowHeight = 3.4f;   // in small font heights
constexpr float kLowRow = 1.25f;     // the same: as low as rows get before their text shrinks
constexpr float kTightRow = 1.08f;   // the same, of the text that shrinks
constexpr float kLeastText = 0.72f;  // of the small font's size
constexpr float kFullWidth = 40;  // in small font heights: below it only μ, σ and the layer's own

struct Statistic {
  const char* label;
  const char* tooltip;
  const std::string DistributionRow::*text;
  bool only_wide;
};

constexpr std::array<Statistic, 6> kStatistics = {{
    {"mean μ", "Mean of the finite values, μ = Σ x / n", &DistributionRow::mean, false},
    {"dev. σ", "Deviation of the finite values, σ = √(Σ (x − μ)² / n)", &DistributionRow::std,
     false},
    {"saturated", "Share of values in the flat ends of a tanh or sigmoid, where gradients vanish",
     &DistributionRow::saturated, false},
    {"dead", "Share of ReLU units that are 0 for every example of the minibatch",
     &DistributionRow::dead, false},
    {"zeros", "Share of values that are exactly 0; they have their own bar",
     &DistributionRow::zeros, true},
    {"outside", "Share of values below and above the drawn range", &DistributionRow::outside, true},
}};

using Statistics = std::vector<const Statistic*>;

// Columns that mean something for at least one of the layers, as far as there is room.
Statistics shown_statistics(const std::vector<DistributionRow>& rows, float width_px,
                            const Theme& theme) {
  Statistics shown;
  for (const Statistic& statistic : kStatistics) {
    const bool has_values = std::ranges::any_of(
        rows, [&](const DistributionRow& row) { return row.*statistic.text != kNoStatistic; });
    if (!has_values) continue;
    if (statistic.only_wide && width_px < kFullWidth * theme.small_font_px) continue;
    shown.push_back(&statistic);
  }
  return shown;
}

void draw_row(const FrameContext& frame, const DistributionRow& row,
              const Distribution& distribution, const Statistics& statistics, float height) {
  const Theme& theme = frame.theme;
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  const bool is_selected = frame.selection.layer == row.layer;
  if (ImGui::Selectable(row.label.c_str(), is_selected, 0, ImVec2(0, height)))
    frame.actions.request(SelectLayer{is_selected ? std::nullopt : std::optional(row.layer)});
  draw_tooltip(row.summary);
  ImGui::TableNextColumn();
  draw_histogram(row, distribution, ImVec2(ImGui::GetContentRegionAvail().x, height), theme);
  const Color color = row.has_bad_values ? theme.error
                      : row.is_worrying  ? theme.warning
                                         : theme.text;
  for (const Statistic* statistic : statistics) {
    ImGui::TableNextColumn();
    draw_text_line(row.*(statistic->text), color);
  }
}

// So that all rows fit below the header, where that leaves something to see: first rows get lower,
// then what is written in them smaller. Too many layers are scrolled.
struct RowFit {
  float height = 0;      // without the padding
  float text_scale = 1;  // of the small font
  float padding = 0;     // above and below
};

RowFit fit_rows(std::size_t rows, const Theme& theme) {
  const float usual_padding = ImGui::GetStyle().CellPadding.y, small = theme.small_font_px;
  const float room =
      ImGui::GetContentRegionAvail().y - small - 2 * usual_padding - 2;  // below the header
  const float pitch = room / static_cast<float>(rows) - 1;               // and a border
  if (pitch - 2 * usual_padding >= kLowRow * small)
    return {std::min(pitch - 2 * usual_padding, kRowHeight * small), 1, usual_padding};
  if (pitch < kLeastText * kTightRow * small) return {kRowHeight * small, 1, usual_padding};
  const float height = std::min(pitch, kLowRow * small);
  return {height, std::min(1.0f, height / (kTightRow * small)), 0};
}

void draw_header(const Statistics& statistics, std::int64_t step) {
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn("Layer");
  ImGui::TableSetupColumn(fmt::format("after step {}", count_text(step)).c_str(),
                          ImGuiTableColumnFlags_WidthStretch);
  for (const Statistic* statistic : statistics) ImGui::TableSetupColumn(statistic->label);
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  for (int i = 0; i < 2 + static_cast<int>(statistics.size()); ++i) {
    ImGui::TableSetColumnIndex(i);
    ImGui::TableHeader(ImGui::TableGetColumnName(i));
    draw_tooltip(i < 2 ? "Measured on the minibatch of this step"
                       : statistics[static_cast<std::size_t>(i) - 2]->tooltip);
  }
}

void draw_table(const FrameContext& frame, const DistributionSet& set, std::int64_t step,
                const std::vector<DistributionRow>& rows) {
  const Theme& theme = frame.theme;
  const SmallText small;
  const Statistics statistics = shown_statistics(rows, ImGui::GetContentRegionAvail().x, theme);
  const RowFit fit = fit_rows(rows.size(), theme);
  const float height = std::floor(fit.height);
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, {ImGui::GetStyle().CellPadding.x, fit.padding});
  ImGui::SetWindowFontScale(fit.text_scale);
  constexpr ImGuiTableFlags kFlags =
      ImGuiTableFlags_ScrollY | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingFixedFit;
  if (ImGui::BeginTable("rows", 2 + static_cast<int>(statistics.size()), kFlags)) {
    draw_header(statistics, step);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(rows.size()));
    while (clipper.Step())
      for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
        const auto at = static_cast<std::size_t>(i);
        ImGui::PushID(i);
        draw_row(frame, rows[at], set.rows[at], statistics, height);
        ImGui::PopID();
      }
    ImGui::EndTable();
  }
  ImGui::SetWindowFontScale(1);
  ImGui::PopStyleVar();
}

}  // namespace

void DistributionsPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  if (!ImGui::BeginTabBar("kind")) return;
  constexpr std::array<std::pair<DistributionKind, const char*>, 4> kKinds = {
      {{DistributionKind::Activations, "activations"},
       {DistributionKind::Gradients, "gradients"},
       {DistributionKind::Weights, "weights"},
       {DistributionKind::Updates, "updates"}}};
  for (const auto& [kind, probe] : kKinds) {
    const DistributionHeading heading = distribution_heading(kind);
    const bool is_open = ImGui::BeginTabItem(heading.label);
    draw_tooltip(heading.tooltip);
    if (!is_open) continue;
    open_probe_ = probe;
    draw_kind(frame, kind, probe);
    ImGui::EndTabItem();
  }
  ImGui::EndTabBar();
}

void DistributionsPanel::draw_kind(const FrameContext& frame, DistributionKind kind,
                                   const char* probe) {
  const auto* set = probe_value<DistributionSet>(frame.snapshot, probe);
  if (!set || set->rows.empty()) {
    draw_empty_state("Nothing measured yet",
                     "Press Train, or take one step: a minibatch has to pass through the network",
                     frame.theme);
    return;
  }
  const auto& result = frame.snapshot->probes.find(probe)->second;
  Measured& measured = measured_[kind];
  if (measured.result != result) {
    measured.result = result;
    measured.probe = probe;
    measured.rows = build_distributions(*set, kind);
    std::string key;  // another network's layers do not continue these
    for (const DistributionRow& row : measured.rows) key += row.label + "\n";
    measured.history.add(result, key);
  }
  draw_view_choice(frame);
  if (view_ == DistributionView::Rows)
    draw_table(frame, *set, result->step, measured.rows);
  else
    views_.draw(frame, view_, measured.history);
}

void DistributionsPanel::draw_view_choice(const FrameContext& frame) {
  const float width = 7.5f * frame.theme.font_px;
  const auto current = static_cast<std::size_t>(view_);
  if (const auto chosen =
          draw_choice("view", distribution_view_names(), distribution_view_docs(), current, width))
    view_ = static_cast<DistributionView>(*chosen);
  draw_tooltip(distribution_view_docs()[current]);
  if (view_ != DistributionView::Rows) same_line_if_fits(11 * frame.theme.font_px);
}

std::vector<RunFigure> DistributionsPanel::figures(const FrameContext&) const {
  for (const auto& [kind, measured] : measured_) {
    if (!measured.result || measured.probe != open_probe_) continue;
    if (view_ == DistributionView::Rows) return {distributions_figure(measured.result, kind)};
    return views_.figures(view_, measured.history, distribution_heading(kind).label);
  }
  return {};
}

}  // namespace netdyno::app
