// app/panels/augmentation_editor.h
// SPDX-License-Identifier: MIT
//
// The recipe's augmentation steps with a slider for each strength: add, remove, reorder. Every
// change is sent at once and takes effect from the next minibatch on.

#pragma once

#include "app/panels/draft_book.h"
#include "app/panels/frame_context.h"

namespace netdyno::app {

class AugmentationEditor {
 public:
  void draw(const FrameContext& frame);

 private:
  void draw_step(const FrameContext& frame, std::size_t position);

  DraftBook drafts_;
};

}  // namespace netdyno::app
