// app/view_models/augmentation_model.h
// SPDX-License-Identifier: MIT
//
// Editing a recipe's list of augmentations: each function gives the list that a command then sets.

#pragma once

#include <string>
#include <vector>

#include "app/view_models/controls_model.h"
#include "engine/data/augmentation.h"

namespace netdyno::app {

using AugmentList = std::vector<AugmentSpec>;

// With a step of that type at its defaults behind the others.
AugmentList with_step(AugmentList steps, const std::string& type);
// Positions outside the list change nothing.
AugmentList without_step(AugmentList steps, std::size_t position);
// One place up (towards the first) or down.
AugmentList with_step_moved(AugmentList steps, std::size_t position, bool is_up);
AugmentList with_option(AugmentList steps, std::size_t position, const std::string& key,
                        const OptionValue& value);

// The knobs of a step: its number fields at the values that they have, or their defaults.
std::vector<NumberKnob> step_knobs(const AugmentSpec& step);

}  // namespace netdyno::app
