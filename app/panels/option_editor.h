// app/panels/option_editor.h
// SPDX-License-Identifier: MIT
//
// An editor for one setting of a registry's entry: a box with steps for numbers, a check box, a
// choice. For what is set before a run; live knobs are rows with sliders (number_row.h).

#pragma once

#include <optional>

#include "app/shell/theme.h"
#include "engine/core/options.h"

namespace netdyno::app {

// Draws label and editor in one row; `label_px`: room for labels, so that rows line up. Returns the
// new value as it is typed; what the field does not accept is not returned, and the box falls back.
std::optional<OptionValue> draw_option_editor(const OptionField& field,
                                              const std::optional<OptionValue>& value,
                                              float label_px, const Theme& theme);

}  // namespace netdyno::app
