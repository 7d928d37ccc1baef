// engine/train/divergence.h
// SPDX-License-Identifier: MIT
//
// Where and when the numbers of a training step stopped being finite.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/data/batcher.h"
#include "engine/nn/network.h"

namespace netdyno {

// The first place where a step's numbers stopped being finite.
struct Divergence {
  std::int64_t step = 0;
  std::size_t layer = 0;  // index into `layers`
  std::string layer_type;
  std::string what;            // "input", "weights", "output", "loss", "validation"
  double learning_rate = 0;    // η of that step
  std::int64_t good_step = 0;  // weights were put back to those after this step

  // "Step 120: the output of layer 3 (dense) is not finite, learning rate 10. …"
  std::string message() const;
};

// Searches from the input upwards after a forward pass whose loss was not finite; fills in `layer`,
// `layer_type` and `what`.
Divergence locate_divergence(const Network& network, const Batch& batch,
                             const Workspace& workspace);

// The first layer whose parameters or running averages are not finite, as above.
std::optional<Divergence> find_divergent_weights(const Network& network);

}  // namespace netdyno
