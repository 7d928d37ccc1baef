// app/panels/knob_strip_panel.h
// SPDX-License-Identifier: MIT
//
// In a presentation, when the controls are hidden: what is trained with, large enough to be read
// from the last row. A number is dragged where it stands, or typed after a click; optimizer and
// initialization are chosen from lists.

#pragma once

#include <string>

#include "app/panels/draft_book.h"
#include "app/panels/knob_rows.h"
#include "app/panels/panel.h"

namespace netdyno::app {

class KnobStripPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;

 private:
  void draw_number(const FrameContext& frame, const TurnedKnob& knob, const std::string& label);
  void draw_optimizer(const FrameContext& frame, const ControlsModel& model);
  void draw_init(const FrameContext& frame, const ControlsModel& model);
  void drag(const FrameContext& frame, const TurnedKnob& knob);
  void draw_editor(const FrameContext& frame, const TurnedKnob& knob);

  DraftBook drafts_;
  std::string dragged_;  // knob; empty: none
  double start_ = 0;     // its value when the drag began
  bool has_moved_ = false;
};

}  // namespace netdyno::app
