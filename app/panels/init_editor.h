// app/panels/init_editor.h
// SPDX-License-Identifier: MIT
//
// Chooses an initialization scheme and draws the weights of the whole net, or of one layer, anew.
// Nothing is sent before the button is pressed, and the button says what it will replace.

#pragma once

#include <optional>

#include "app/panels/draft_book.h"
#include "app/panels/frame_context.h"
#include "app/view_models/controls_model.h"

namespace netdyno::app {

// How the weights are drawn. What is chosen waits for its button, which stands out then: drawing
// replaces trained weights. Meanwhile the scheme in use is named.
class InitEditor {
 public:
  void draw(const FrameContext& frame, const ControlsModel& model, float label_px);

 private:
  const InitTarget& draw_target(const ControlsModel& model, float label_px, const Theme& theme);
  void draw_scheme(float label_px, const Theme& theme);
  void draw_redraw(const FrameContext& frame, const InitTarget& target);
  void take_from(const InitSpec& in_use);

  std::optional<std::size_t> layer_;  // chosen target; none: the whole net
  InitSpec edited_;
  std::optional<InitSpec> shown_;  // the recipe's, when `edited_` was taken from it
  std::int64_t last_step_ = 0;
  DraftBook drafts_;
};

}  // namespace netdyno::app
