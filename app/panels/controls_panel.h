// app/panels/controls_panel.h
// SPDX-License-Identifier: MIT
//
// The knobs of the running training: learning rate, the optimizer's own, penalties, batch size,
// dropout, initialization, preprocessing. Every change is in the next minibatch.

#pragma once

#include "app/panels/draft_book.h"
#include "app/panels/init_editor.h"
#include "app/panels/number_row.h"
#include "app/panels/panel.h"
#include "app/view_models/controls_model.h"

namespace netdyno::app {

class ControlsPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;

 private:
  void draw_learning_rate(const FrameContext& frame, const ControlsModel& model);
  void draw_rate_buttons(const FrameContext& frame, double shown);
  void draw_optimizer(const FrameContext& frame, const ControlsModel& model);
  void draw_penalty(const FrameContext& frame, const ControlsModel& model);
  void draw_batch_size(const FrameContext& frame, const ControlsModel& model);
  void draw_layers(const FrameContext& frame, const ControlsModel& model);
  void draw_preprocess(const FrameContext& frame, const ControlsModel& model);
  // The edited value, if any; shows why it was changed.
  std::optional<double> draw_row(const NumberRow& row, const Theme& theme);
  void send_rate(const FrameContext& frame, double learning_rate);

  DraftBook drafts_;
  InitEditor init_editor_;
  float label_px_ = 0;
  std::string note_, note_knob_;  // why a typed value was not taken, and below which knob
  double note_until_ = 0;         // time in seconds
};

}  // namespace netdyno::app
