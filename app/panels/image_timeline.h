// app/panels/image_timeline.h
// SPDX-License-Identifier: MIT
//
// The step whose images are shown, the same in all image panels: a slider over what was measured,
// and a button that plays it from the start to now.

#pragma once

#include "app/panels/frame_context.h"
#include "app/view_models/probe_history.h"

namespace netdyno::app {

class ImageTimeline {
 public:
  // Draws nothing without a moment to show; with a single one there is nothing to choose yet.
  void draw(const FrameContext& frame, const ProbeHistory& history);

  // What to show: the last result up to the chosen step, or the newest. Null: nothing yet.
  static ProbeHistory::Result shown(const Selection& selection, const ProbeHistory& history);

 private:
  void draw_slider(const FrameContext& frame, const ProbeHistory& history, std::size_t current);
  void move_on(const FrameContext& frame, const ProbeHistory& history, std::size_t current);

  bool is_playing_ = false;
  double next_secs_ = 0;  // when the next moment is due
};

}  // namespace netdyno::app
