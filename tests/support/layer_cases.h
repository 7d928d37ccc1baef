// tests/support/layer_cases.h
// SPDX-License-Identifier: MIT
//
// Every layer type with options and input shapes that are worth a test: odd sizes, strides, pads,
// a minibatch of one. A type without a case fails the gradient test.

#pragma once

#include <string>
#include <vector>

#include "tests/support/networks.h"

namespace netdyno::test {

struct LayerCase {
  LayerSpec spec;
  Shape input;  // of a sample
  Index batch_size;

  // "conv 2 filters …, 3 samples of 2×7×5", for messages.
  std::string text() const;
};

std::vector<LayerCase> layer_cases();

// The layer with random parameters and positive running variances.
std::unique_ptr<Layer> make_random_layer(const LayerCase& layer_case, Kernels& kernels);

}  // namespace netdyno::test
