// engine/recipe/knob_paths.h
// SPDX-License-Identifier: MIT
//
// Which knobs one recipe has: all its paths that end in a value.

#pragma once

#include <string>
#include <vector>

#include "engine/recipe/recipe.h"

namespace netdyno {

// "data.source", "model.layers[0].filters", …, in the order in which a recipe is written. A list of
// numbers, and an empty list, is a value.
std::vector<std::string> knob_paths(const Recipe& recipe);

}  // namespace netdyno
