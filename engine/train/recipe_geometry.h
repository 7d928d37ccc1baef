// engine/train/recipe_geometry.h
// SPDX-License-Identifier: MIT
//
// Checks that a network's layers fit each other, without keeping it: layers are made one at a time
// and dropped again.
//
//   Errors   RecipeError with a path like "layers[3].size": a geometry that cannot work, or a
//            minibatch of a layer's output or a weight that no memory holds
//   Cost     the memory of the largest layer's weights for a moment

#pragma once

#include "engine/nn/layer_spec.h"

namespace netdyno {

void check_geometry(const NetworkSpec& network, Index batch_size);

}  // namespace netdyno
