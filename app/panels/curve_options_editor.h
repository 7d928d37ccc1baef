// app/panels/curve_options_editor.h
// SPDX-License-Identifier: MIT
//
// The widgets of CurveOptions: smoothing, axes, what is left out. They change the options and say
// which parts of the view no longer fit them.

#pragma once

#include <cstddef>
#include <optional>

#include "app/shell/theme.h"
#include "app/view_models/curve_options.h"

namespace netdyno::app {

struct CurveOptionsEdit {
  bool has_new_x = false, has_new_loss = false, has_new_accuracy = false;  // these axes
  bool fits = false;                   // the whole run is to be shown
  std::optional<std::size_t> color{};  // of the run, index into Theme::series
};

// In a line, where there is room.
CurveOptionsEdit draw_curve_options(CurveOptions& options, const Theme& theme);
// A button with a list of the rarely changed ones.
CurveOptionsEdit draw_more_curve_options(CurveOptions& options, const Theme& theme);
// The axes' ones as entries of a menu.
CurveOptionsEdit draw_curve_axis_items(CurveOptions& options);

}  // namespace netdyno::app
