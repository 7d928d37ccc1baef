// app/panels/controls_panel.h
// SPDX-License-Identifier: MIT
//
// The knobs of the running training: learning rate and schedule, optimizer, loss, penalties, batch
// size, dropout, initialization, preprocessing, early stopping, averaging. Every change is in the
// next minibatch.

#pragma once

#include "app/panels/draft_book.h"
#include "app/panels/init_editor.h"
#include "app/panels/knob_rows.h"
#include "app/panels/number_row.h"
#include "app/panels/panel.h"
#include "app/panels/schedule_editor.h"
#include "app/panels/validation_editor.h"
#include "app/view_models/controls_model.h"

namespace netdyno::app {

class ControlsPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;

 private:
  // A section's heading with when its knobs take effect, and what of them still waits.
  static void head(const FrameContext& frame, const char* text, const std::string& path);
  void draw_learning_rate(const FrameContext& frame, const ControlsModel& model);
  void draw_rate_buttons(const FrameContext& frame, const ControlsModel& model, double shown);
  void draw_optimizer(const FrameContext& frame, const ControlsModel& model);
  void draw_loss(const FrameContext& frame, const ControlsModel& model);
  void draw_penalty(const FrameContext& frame, const ControlsModel& model);
  void draw_batch_size(const FrameContext& frame, const ControlsModel& model);
  void draw_layers(const FrameContext& frame, const ControlsModel& model);
  void draw_preprocess(const FrameContext& frame, const ControlsModel& model);
  // The edited value, if any; shows why it was changed.
  std::optional<double> draw_row(const NumberRow& row, const Theme& theme);
  void send_rate(const FrameContext& frame, const ControlsModel& model, double learning_rate);
  // By hand: a schedule ends.
  static void turn(const FrameContext& frame, const TurnedKnob& knob, double value);
  // A choice among a registry's rows; the name of another one that was chosen.
  template <typename Row>
  std::optional<std::string> draw_registry(const char* label, const char* tooltip,
                                           std::span<const Row> rows, const std::string& current,
                                           const Theme& theme) const;

  DraftBook drafts_;
  ScheduleEditor schedule_editor_;
  InitEditor init_editor_;
  ValidationEditor validation_editor_;
  float label_px_ = 0;
  std::string note_, note_knob_;  // why a typed value was not taken, and below which knob
  double note_until_ = 0;         // time in seconds
};

}  // namespace netdyno::app
