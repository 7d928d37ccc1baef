// engine/recipe/recipe_geometry.h
// SPDX-License-Identifier: MIT
//
// Checks that a network's layers fit each other and the computer's memory, without building it.
//
//   Errors   RecipeError with a path like "layers[3].size": a geometry that cannot work, or more
//            values than the kernels or this computer's memory can hold
//   Cost     a few microseconds per layer, no memory for weights

#pragma once

#include "engine/nn/layer_spec.h"

namespace netdyno {

void check_geometry(const NetworkSpec& network, Index batch_size);

}  // namespace netdyno
