// app/panels/advice_line.h
// SPDX-License-Identifier: MIT
//
// One line at the curves that says what is amiss, with buttons for what can be done.

#pragma once

#include <optional>

#include "app/panels/frame_context.h"
#include "app/view_models/advice.h"

namespace netdyno::app {

class AdviceLine {
 public:
  // Nothing while all is well. What comes and goes with the noise stays for some seconds, so that
  // the plots below do not jump and a button can be reached.
  // `is_low`: in few words, beside the last item, the sentence in a tooltip.
  void draw(const FrameContext& frame, bool is_low);

 private:
  void update(const FrameContext& frame);
  static void draw_text(const Advice& advice, bool is_low, const Theme& theme);

  std::optional<Advice> advice_;
  RunId run_ = 0;
  double seen_secs_ = 0;  // when it was true last
};

}  // namespace netdyno::app
