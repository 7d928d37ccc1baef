// SPDX-License-Identifier: MIT
#include "app/view_models/augmentation_model.h"

#include <utility>

namespace netdyno::app {

AugmentList with_step(AugmentList steps, const std::string& type) {
  steps.push_back({type, Options(augmentation(type).fields)});
  return steps;
}

AugmentList without_step(AugmentList steps, std::size_t position) {
  if (position < steps.size()) steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(position));
  return steps;
}

AugmentList with_step_moved(AugmentList steps, std::size_t position, bool is_up) {
  const bool has_place =
      is_up ? position > 0 && position < steps.size() : position + 1 < steps.size();
  if (has_place) std::swap(steps[position], steps[is_up ? position - 1 : position + 1]);
  return steps;
}

AugmentList with_option(AugmentList steps, std::size_t position, const std::string& key,
                        const OptionValue& value) {
  if (position >= steps.size()) return steps;
  AugmentSpec& step = steps[position];
  step.options.set(augmentation(step.type).fields, key, value);
  return steps;
}

std::vector<NumberKnob> step_knobs(const AugmentSpec& step) {
  std::vector<NumberKnob> knobs;
  for (const OptionField& field : augmentation(step.type).fields) {
    const OptionValue value =
        step.options.has(field.key) ? step.options.value(field.key) : field.preset_value;
    if (auto knob = number_knob(field, value)) knobs.push_back(std::move(*knob));
  }
  return knobs;
}

}  // namespace netdyno::app
