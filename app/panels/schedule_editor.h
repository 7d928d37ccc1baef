// app/panels/schedule_editor.h
// SPDX-License-Identifier: MIT
//
// The part of the controls that chooses the schedule, turns its numbers and draws the learning rate
// over the run.

#pragma once

#include "app/chart/imgui_chart.h"
#include "app/panels/number_row.h"
#include "app/panels/panel.h"
#include "app/view_models/controls_model.h"

namespace netdyno::app {

class ScheduleEditor {
 public:
  void draw(const FrameContext& frame, const ControlsModel& model, float label_px);

 private:
  void draw_kind(const FrameContext& frame, const ControlsModel& model, float label_px);
  void draw_base_rate(const FrameContext& frame, const ControlsModel& model, float label_px);
  void draw_curve(const FrameContext& frame);

  DraftBook drafts_;
  ChartState chart_;
  bool is_log_ = false;  // the curve's axis of rates
};

}  // namespace netdyno::app
