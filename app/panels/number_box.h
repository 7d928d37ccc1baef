// app/panels/number_box.h
// SPDX-License-Identifier: MIT
//
// Every place of the app where a number is typed. ImGui's own boxes leave out letters that they do
// not know, so that 0,05 becomes 5; these read the text as it is (engine/core/typed_number.h), take
// a decimal comma for what it is and refuse what is no number.
//
//   Thread   the GUI thread; what is being typed is kept by the box that has the keyboard

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <imgui.h>

namespace netdyno::app {

struct NumberBox {
  std::optional<double> value;  // while it is typed, as far as it is a number
  bool is_done = false;         // Enter, or another place was clicked, after an edit
  // Why it is no number; `value` is then, when it is done, what the box showed before.
  std::string problem;
};

// A box of the next item's width. `is_whole`: fractions are refused.
NumberBox draw_number_box(const char* id, double shown, bool is_whole = false,
                          const char* format = "%.4g");

// A whole number with buttons for less and more by `step`, by `fast` with Ctrl.
NumberBox draw_integer_box(const char* id, std::int64_t shown, std::int64_t step,
                           std::int64_t fast);

enum class SliderEdit { None, Dragged, Typed };

// A slider from `min` to `max`; Ctrl + click types a number up to `most`. The edit says whether and
// how `value` changed; what is typed counts when it is done.
SliderEdit draw_slider(const char* label, float& value, float min, float max, float most,
                       const char* format, ImGuiSliderFlags flags = 0);

}  // namespace netdyno::app
