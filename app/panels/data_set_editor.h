// app/panels/data_set_editor.h
// SPDX-License-Identifier: MIT
//
// Data sets at one click, and the knobs of those that are generated. Every change starts the run
// over at step 0, with the same seed, and trains.

#pragma once

#include "app/panels/draft_book.h"
#include "app/panels/frame_context.h"

namespace netdyno::app {

class DataSetEditor {
 public:
  // One button for each set of the plane, beside each other where there is room; centred: for a
  // panel that shows nothing else. Needs a recipe.
  void draw_buttons(const FrameContext& frame, bool is_centred = false) const;
  // All sets in a list.
  void draw_list(const FrameContext& frame, float width_px) const;
  // Noise, points and classes as sliders that say what they are, in one line where there is room;
  // nothing where the examples come from files.
  void draw_knobs(const FrameContext& frame);

 private:
  DraftBook drafts_;
};

}  // namespace netdyno::app
