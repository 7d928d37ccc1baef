// SPDX-License-Identifier: MIT
#include "app/panels/distribution_views.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/panels/ridge_widget.h"
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
  static const std::array<std::string, 5> names = {"all layers", "ridge", "percentiles", "overlay",
                                                   "by depth"};
  return names;
}

std::span<const std::string> distribution_view_docs() {
  static const std::array<std::string, 5> docs = {
      "The latest histogram of every layer",
      "Histograms of one layer through time, the latest in front",
      "Extremes, 7, 16, 31, 50, 69, 84 and 93 % of one layer's values through time",
      "Densities of one layer at a few steps over each other",
      "Mean and deviation by layer: whether signals shrink or grow on their way"};
  return docs;
}

void DistributionViews::draw(const FrameContext& frame, DistributionView view,
                             const ProbeHistory& history) {
  if (history.results().empty()) return;
  const ProbeResult& latest = *history.results().back();
  const auto& set = std::get<DistributionSet>(latest.value);
  if (view != zoomed_view_) x_.reset(), y_.reset();
  zoomed_view_ = view;
  if (view == DistributionView::Depth) {
    if (ImGui::Checkbox("log σ", &is_log_)) y_.reset();
    draw_tooltip("Deviations alone on a logarithmic axis; else means and deviations");
  } else {
    draw_layer_choice(frame, set);
  }
  if (view == DistributionView::Ridge) {
    same_line_if_fits(checkbox_width("follow range"));
    ImGui::Checkbox("follow range", &follows_latest_);
    draw_tooltip("The axis is that of the latest slice; else it holds all of them");
    draw_ridge(build_ridge(history.spread(kRidgeSlices), row_, follows_latest_),
               ImGui::GetContentRegionAvail(), frame.theme);
    return;
  }
  draw_figure(
      frame, view,
      view == DistributionView::Overlay ? history.spread(kOverlaySlices) : history.results());
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
  const float width = 11 * frame.theme.small_font_px;
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
