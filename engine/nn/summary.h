// engine/nn/summary.h
// SPDX-License-Identifier: MIT
//
// What a network is made of, layer by layer: `netdyno describe` and the network panel.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/nn/network.h"

namespace netdyno {

struct LayerSummary {
  std::size_t index = 0;  // counts every entry of `layers`
  std::string type;
  std::string options;  // "6 filters 5×5, stride 1, pad 2"
  Shape output;         // of a sample
  std::int64_t parameters = 0;
  Index receptive_field = 1;       // side in input pixels that one output value sees; 0: all
  std::int64_t multiply_adds = 0;  // of a forward pass of one sample
  bool is_nonlinearity = false;
  bool has_weights = false;
};

struct NetworkSummary {
  Shape input;
  std::vector<LayerSummary> layers;
  std::int64_t parameters = 0;
  std::int64_t multiply_adds = 0;
  // Parameters, gradients, moments, the last good weights, and a minibatch's activations. Without
  // the data and the kernels' working memory, which is small beside them.
  std::int64_t training_bytes = 0;
};

// `moments`: tensors that the optimizer keeps per parameter.
NetworkSummary summarize(const Network& network, Index batch_size, int moments);

}  // namespace netdyno
