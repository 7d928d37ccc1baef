// app/panels/number_row.h
// SPDX-License-Identifier: MIT
//
// One number in a row: label, slider, and a box to type it. Sliders over decades are logarithmic
// and may end in a zero on the left.

#pragma once

#include <optional>
#include <string>

#include "app/panels/draft_book.h"
#include "app/shell/theme.h"
#include "app/view_models/controls_model.h"

namespace netdyno::app {

struct NumberRow {
  std::string knob;   // unique within the panel; also the key of its draft
  std::string label;  // before the slider; empty: the slider takes the whole row
  std::string tooltip;
  double value = 0;            // the engine's
  double min = 0, max = 1;     // of the slider; min > 0 when is_log
  double least = 0, most = 1;  // of what may be typed
  bool is_log = false;
  bool ends_in_zero = false;  // a log slider's left end is 0
  bool is_integer = false;
};

// The row of a knob; its key is the row's.
NumberRow number_row(const NumberKnob& knob);

struct NumberEdit {
  std::optional<double> value;  // to be sent: within [least, most]
  std::string note;             // why the value is not the one that was typed
};

// Fills the width that is available. `label_px`: room for labels, so that rows line up.
NumberEdit draw_number_row(const NumberRow& row, DraftBook& drafts, float label_px,
                           const Theme& theme);

// The value that a drag leads to: `start`, moved by that share of the slider's length, rounded to
// what reads well.
double dragged_value(const NumberRow& row, double start, double share);

// Where a value stands on a log slider, and back.
double slider_position(const NumberRow& row, double value);
double slider_value(const NumberRow& row, double position);

}  // namespace netdyno::app
