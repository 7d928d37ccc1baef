// app/panels/study_bar.h
// SPDX-License-Identifier: MIT
//
// The row above what a study found: a button to run it, and while it runs progress and Cancel.

#pragma once

#include <string>

#include "app/panels/frame_context.h"

namespace netdyno::app {

struct StudyBar {
  std::string study;  // its name
  std::string run;    // the button's label, "Check gradients"
  std::string tooltip;
  bool is_running = false;
  double progress = 0;  // [0,1]
};

// Returns true when Run was pressed; sends CancelStudy itself.
bool draw_study_bar(const FrameContext& frame, const StudyBar& bar);

}  // namespace netdyno::app
