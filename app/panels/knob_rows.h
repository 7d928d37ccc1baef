// app/panels/knob_rows.h
// SPDX-License-Identifier: MIT
//
// The knobs that are drawn in more than one place: what each shows, and what turning it sends.

#pragma once

#include <functional>
#include <vector>

#include "app/panels/number_row.h"
#include "app/view_models/controls_model.h"
#include "engine/session/command.h"

namespace netdyno::app {

struct TurnedKnob {
  NumberRow row;
  std::function<std::vector<Command>(double value)> commands;
};

// Takes over from a schedule.
TurnedKnob learning_rate_knob(const ControlsModel& model);
TurnedKnob batch_size_knob(const ControlsModel& model);
TurnedKnob layer_knob(const LayerKnob& knob);

}  // namespace netdyno::app
