// SPDX-License-Identifier: MIT
#include "app/panels/distribution_views.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "app/panels/ridge_widget.h"
#include "app/panels/unit_widget.h"
#include "app/panels/widgets.h"
#include "app/report/probe_figures.h"
#include "app/report/study_figures.h"
#include "app/view_models/distribution_figures.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr std::size_t kRidgeSlices = 24;
constexpr std::size_t kOverlaySlices = 5;

Figure figure_of(DistributionView view, const std::vector<ProbeHistory::Result>& results,
                 std::size_t row, bool is_log, const Theme& theme) {
  if (view == DistributionView::Percentiles) return build_ribbon(results, row, theme);
  if (view == DistributionView::Overlay) return build_overlay(results, row, theme);
  return build_depth(results, is_log, theme);
}

}  // namespace

std::span<const std::string> distribution_view_names() {
  static const std::array<std::string, 6> names = {"all layers", "ridge",    "percentiles",
                                                   "overlay",    "by depth", "by unit"};
  return names;
}

std::span<const std::string> distribution_view_docs() {
  static const std::array<std::string, 6> docs = {
      "The latest histogram of every layer",
      "Histograms of one layer through time, the latest in front",
      "Extremes, 7, 16, 31, 50, 69, 84 and 93 % of one layer's values through time",
      "Densities of one layer at a few steps over each other",
      "Mean and deviation by layer: whether signals shrink or grow on their way",
      "Share of each unit's activations that are saturated, or 0 where ReLUs die"};
  return docs;
}

void DistributionViews::draw(const FrameContext& frame, DistributionView view,
                             const ProbeHistory& history) {
  if (history.results().empty()) return;
  const ProbeResult& latest = *history.results().back();
  const auto& set = std::get<DistributionSet>(latest.value);
  if (view != zoomed_view_) {
    x_.reset(), y_.reset();
    if (view == DistributionView::Units) choose_row_with_units(set);
  }
  zoomed_view_ = view;
  if (view == DistributionView::Depth) {
    if (ImGui::Checkbox("log σ", &is_log_)) y_.reset();
    draw_tooltip("Deviations alone on a logarithmic axis; else means and deviations");
  } else {
    draw_layer_choice(frame, set);
  }
  if (view == DistributionView::Units) return draw_units(frame, row_, set);
  if (view != DistributionView::Depth) draw_step_range(frame, history);
  const std::vector<ProbeHistory::Result> results =
      view == DistributionView::Depth ? history.results() : chosen_steps(history);
  if (view == DistributionView::Ridge) {
    same_line_if_fits(checkbox_width("follow range"));
    ImGui::Checkbox("follow range", &follows_latest_);
    draw_tooltip("The axis is that of the latest slice; else it holds all of them");
    draw_ridge(build_ridge(ProbeHistory::spread(results, kRidgeSlices), row_, follows_latest_),
               ImGui::GetContentRegionAvail(), frame.theme);
    return;
  }
  draw_figure(
      frame, view,
      view == DistributionView::Overlay ? ProbeHistory::spread(results, kOverlaySlices) : results);
}

std::vector<ProbeHistory::Result> DistributionViews::chosen_steps(
    const ProbeHistory& history) const {
  if (!steps_) return history.results();
  std::vector<ProbeHistory::Result> chosen = history.within(*steps_);
  // Never nothing: a run that started over may not have come that far.
  return chosen.empty() ? history.results() : chosen;
}

void DistributionViews::draw_step_range(const FrameContext& frame, const ProbeHistory& history) {
  const std::int64_t begin = history.results().front()->step;
  const std::int64_t end = history.results().back()->step;
  if (end <= begin) return;
  const float width = 14 * frame.theme.font_px;
  same_line_if_fits(width);
  ImGui::SetNextItemWidth(width);
  const StepRange shown = steps_.value_or(StepRange{begin, end});
  auto first = static_cast<int>(std::clamp(shown.first, begin, end));
  auto last = static_cast<int>(std::clamp(shown.last, begin, end));
  const float speed = std::max(0.2f, static_cast<float>(end - begin) / 200);
  if (ImGui::DragIntRange2("##steps", &first, &last, speed, static_cast<int>(begin),
                           static_cast<int>(end), "from %d", "to %d",
                           ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoInput))
    steps_ = StepRange{first, last};
  // Both ends at their stops: the run is followed again.
  if (first == begin && last == end) steps_.reset();
  draw_tooltip("The steps that are shown: drag; all of them follow the run");
}

// The first, unless the chosen one has them.
void DistributionViews::choose_row_with_units(const DistributionSet& set) {
  const auto has_units = [](const Distribution& row) { return !row.unit_shares.empty(); };
  if (row_ < set.rows.size() && has_units(set.rows[row_])) return;
  const auto found = std::ranges::find_if(set.rows, has_units);
  if (found != set.rows.end()) row_ = static_cast<std::size_t>(found - set.rows.begin());
}

void DistributionViews::draw_layer_choice(const FrameContext& frame, const DistributionSet& set) {
  std::vector<std::string> names;
  for (const Distribution& row : set.rows)
    names.push_back(fmt::format("{} {}", row.layer, row.name));
  // A layer that was picked anywhere is shown here too, once.
  if (frame.selection.layer != followed_layer_) {
    followed_layer_ = frame.selection.layer;
    const auto found = std::ranges::find_if(
        set.rows, [&](const Distribution& row) { return row.layer == followed_layer_; });
    if (found != set.rows.end()) row_ = static_cast<std::size_t>(found - set.rows.begin());
  }
  row_ = std::min(row_, names.empty() ? 0 : names.size() - 1);
  const float width = 11 * frame.theme.font_px;
  if (const auto chosen = draw_choice("row", names, {}, row_, width)) {
    row_ = *chosen;
    y_.reset();
    frame.actions.request(SelectLayer{set.rows[row_].layer});
  }
  draw_tooltip("Which layer is shown");
}

void DistributionViews::draw_figure(const FrameContext& frame, DistributionView view,
                                    const std::vector<ProbeHistory::Result>& results) {
  const Theme& theme = frame.theme;
  Figure figure = figure_of(view, results, row_, is_log_, theme);
  // Over steps, the view shares the x axis of the curves.
  const bool is_linked = view == DistributionView::Percentiles;
  if (is_linked) x_ = frame.selection.steps;
  if (x_) figure.x.min = x_->min, figure.x.max = x_->max;
  if (y_) figure.y.min = y_->min, figure.y.max = y_->max;
  ChartOptions chart;
  chart.size = ImGui::GetContentRegionAvail();
  chart.read_out = [&](double x, double) {
    if (view == DistributionView::Percentiles) return read_ribbon(results, row_, x, theme);
    if (view == DistributionView::Overlay) return read_overlay(results, row_, x, theme);
    return read_depth(results, x, theme);
  };
  const ChartResult drawn = draw_chart("view", figure, chart, state_, theme);
  if (drawn.x) x_ = drawn.x;
  if (drawn.y) y_ = drawn.y;
  if (drawn.fit) x_.reset(), y_.reset();
  if (is_linked && (drawn.x || drawn.fit)) frame.actions.request(LinkSteps{x_});
}

std::vector<RunFigure> DistributionViews::figures(DistributionView view,
                                                  const ProbeHistory& history,
                                                  const std::string& subject) const {
  if (history.results().empty()) return {};
  const auto& set = std::get<DistributionSet>(history.results().back()->value);
  if (row_ >= set.rows.size()) return {};
  const std::string layer =
      fmt::format("{} of layer {} {}", subject, set.rows[row_].layer, set.rows[row_].name);
  if (view == DistributionView::Ridge) {
    const auto results = history.spread(kRidgeSlices);
    return {ridge_figure(build_ridge(results, row_, follows_latest_), results, layer)};
  }
  const auto results =
      view == DistributionView::Overlay ? history.spread(kOverlaySlices) : history.results();
  const ChartWindow window = {x_, y_};
  const auto make = [=, row = row_, is_log = is_log_](const FigurePage& page) {
    Figure figure = figure_of(view, results, row, is_log, page.theme);
    window.apply(figure);
    return figure;
  };
  const bool is_depth = view == DistributionView::Depth;
  const std::string title = is_depth ? subject + " by depth" : layer;
  RunFigure figure = chart_figure(is_depth                            ? "depth"
                                  : view == DistributionView::Overlay ? "overlay"
                                                                      : "percentiles",
                                  title, make, {title});
  figure.csv = figure_csv(figure_of(view, results, row_, is_log_, Theme::light(1)));
  return {figure};
}

}  // namespace netdyno::app
