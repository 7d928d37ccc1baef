// engine/train/minibatch_need.h
// SPDX-License-Identifier: MIT
//
// What layers ask of a minibatch's size: batch normalization of features has no variance in a
// minibatch of one, trains on zeros and learns nothing of it, as torch refuses to.
//
//   Errors   RecipeError that says which number to change

#pragma once

#include "engine/nn/network.h"

namespace netdyno {

// For `examples` that are divided into minibatches of `batch_size`, the last one of the rest.
void check_minibatches(const Network& network, Index examples, Index batch_size);

}  // namespace netdyno
