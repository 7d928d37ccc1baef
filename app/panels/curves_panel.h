// app/panels/curves_panel.h
// SPDX-License-Identifier: MIT
//
// Loss and accuracy, training and validation: two charts above each other that share their x axis,
// or tabs where there is little room. Another metric can take the accuracy's place.

#pragma once

#include "app/chart/imgui_chart.h"
#include "app/panels/advice_line.h"
#include "app/panels/curve_options_editor.h"
#include "app/panels/panel.h"
#include "app/shell/workspace.h"
#include "app/view_models/curves_model.h"
#include "app/view_models/trend_model.h"

namespace netdyno::app {

class CurvesPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  std::vector<RunFigure> figures(const FrameContext& frame) const override;
  std::vector<std::string> probes() const override;

 private:
  // What a key asked for.
  void take(const FrameContext& frame, Intent intent);
  void draw_options(const FrameContext& frame, bool is_low);
  void take(const FrameContext& frame, const CurveOptionsEdit& edit);
  void draw_all_options(const FrameContext& frame);
  void draw_view_buttons(const FrameContext& frame);
  void draw_lower_choice(const FrameContext& frame);
  ChartNote gap_note(const FrameContext& frame) const;
  void draw_charts(const FrameContext& frame);
  // x under the pointer, in whichever plot it is.
  std::optional<double> pointed_x(const Figure& figure) const;
  void keep_place(const ChartResult& drawn);
  void draw_tabs(const FrameContext& frame, const CurvesModel& model);
  void draw_lower(const FrameContext& frame, const CurvesModel& model, const ImVec2& size,
                  float axis_px);
  Figure trend_figure(const FrameContext& frame, const CurvesModel& model) const;
  void draw_one(const FrameContext& frame, const Figure& figure, CurveMetric metric,
                const ImVec2& size, bool has_x_labels, float axis_px);
  RunFigure trend_run_figure(const History& history) const;
  void apply(const FrameContext& frame, const ChartResult& result, CurveMetric metric);
  void set_x(const FrameContext& frame, const std::optional<AxisRange>& x);
  void fit(const FrameContext& frame);
  // Opens on a click with the right button.
  void draw_axis_menu(const FrameContext& frame);
  // The x axis counts steps, as that of other panels.
  bool is_linked() const { return options_.x_axis == CurveAxis::Step && !options_.log_x; }
  // Null: accuracy.
  const TrendRow* lower_row() const;

  AdviceLine advice_;
  CurveOptions options_;
  CurveWindow window_;
  CurveData data_;
  ComparedCurves compared_;
  std::size_t lower_ = 0;  // 0: accuracy, else one more than the position in trend_rows()
  LayerTrends trends_;
  std::optional<AxisRange> trend_window_;  // y of the lower chart; none: follows
  ChartState loss_state_, accuracy_state_, trend_state_;
  bool opens_menu_ = false;
  std::set<std::string> hidden_;     // keys of lines, in loss and accuracy
  std::optional<double> crosshair_;  // x under the pointer in either chart
  std::vector<Rect> plots_;          // where they were in the last frame
  float plot_width_px_ = 600;        // of the last frame
};

}  // namespace netdyno::app
