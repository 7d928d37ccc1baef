// SPDX-License-Identifier: MIT
#include "app/panels/knob_rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace netdyno::app {

TurnedKnob learning_rate_knob(const ControlsModel& model) {
  const bool is_by_hand = model.schedule.kind == "constant";
  NumberRow row;
  row.knob = "learning_rate";
  row.tooltip = "Learning rate η: the length of a step, θ ← θ − η g. Drag, or type a value";
  if (!is_by_hand)
    row.tooltip +=
        fmt::format(". Now by schedule \"{}\"; moving it takes over by hand", model.schedule.kind);
  row.value = is_by_hand ? model.learning_rate : model.scheduled_rate;
  row.min = kMinRate;
  row.max = kMaxRate;
  row.least = clamp_rate(0);
  row.most = clamp_rate(1e300);
  row.is_log = true;
  return {row, [is_by_hand](double value) {
            std::vector<Command> commands;
            if (!is_by_hand) commands.push_back(SetKnob{"schedule", ScheduleSpec{"constant", {}}});
            commands.push_back(SetKnob{"optimizer.learning_rate", value});
            return commands;
          }};
}

TurnedKnob batch_size_knob(const ControlsModel& model) {
  NumberRow row;
  row.knob = "batch_size";
  row.label = "batch size N";
  row.tooltip =
      "Examples per step: few make the gradient noisy and the loss curve wide, many make "
      "steps slow";
  row.value = static_cast<double>(model.batch_size);
  row.min = row.least = 1;
  row.max = static_cast<double>(std::min<Index>(model.max_batch_size, 4096));
  row.most = static_cast<double>(model.max_batch_size);
  row.max = std::max(row.max, 2.0);
  row.most = std::max(row.most, 1.0);
  row.is_log = row.is_integer = true;
  return {row, [most = model.max_batch_size](double value) {
            const auto size = static_cast<Index>(std::llround(value));
            return std::vector<Command>{SetKnob{"batch_size", std::clamp<Index>(size, 1, most)}};
          }};
}

TurnedKnob layer_knob(const LayerKnob& knob) {
  NumberRow row = number_row(knob.number);
  row.knob = fmt::format("layer {} {}", knob.layer, knob.number.key);
  row.label = fmt::format("{} {}", knob.layer, knob.drops_values ? knob.type : knob.number.key);
  row.tooltip = fmt::format("Layer {}: {}", knob.layer, row.tooltip);
  if (knob.drops_values)
    row.tooltip +=
        ". Texts use p for either: here the probability of dropping a value and that of keeping it";
  return {row, [knob](double value) {
            return std::vector<Command>{SetKnob{knob.path, knob_value(knob.number, value)}};
          }};
}

}  // namespace netdyno::app
