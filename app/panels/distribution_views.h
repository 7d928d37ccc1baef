// app/panels/distribution_views.h
// SPDX-License-Identifier: MIT
//
// Views of distributions through time: ridge, percentiles and overlay of one layer, and mean and
// deviation of all layers by depth; and of the units of one layer now.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/chart/imgui_chart.h"
#include "app/panels/frame_context.h"
#include "app/view_models/probe_history.h"

namespace netdyno::app {

struct RunFigure;  // app/report/run_figure.h

enum class DistributionView { Rows, Ridge, Percentiles, Overlay, Depth, Units };

// Names and explanations of all views, in that order.
std::span<const std::string> distribution_view_names();
std::span<const std::string> distribution_view_docs();

class DistributionViews {
 public:
  // Draws another view than Rows of what was measured so far, into the available room.
  void draw(const FrameContext& frame, DistributionView view, const ProbeHistory& history);

  // The same, to be written. `subject`: "Activations".
  std::vector<RunFigure> figures(DistributionView view, const ProbeHistory& history,
                                 const std::string& subject) const;

 private:
  // The results of the chosen steps.
  std::vector<ProbeHistory::Result> chosen_steps(const ProbeHistory& history) const;
  void choose_row_with_units(const DistributionSet& set);
  void draw_step_range(const FrameContext& frame, const ProbeHistory& history);
  void draw_layer_choice(const FrameContext& frame, const DistributionSet& set);
  void draw_figure(const FrameContext& frame, DistributionView view,
                   const std::vector<ProbeHistory::Result>& results);

  std::size_t row_ = 0;
  std::optional<std::size_t> followed_layer_;  // the selection that row_ followed last
  bool is_log_ = true;                         // of the deviations by depth
  std::optional<StepRange> steps_;             // none: all
  bool follows_latest_ = false;                // the ridge's range is that of the latest slice
  ChartState state_;
  std::optional<AxisRange> x_, y_;
  DistributionView zoomed_view_ = DistributionView::Rows;
};

}  // namespace netdyno::app
