// engine/train/initialization.h
// SPDX-License-Identifier: MIT
//
// Draws a network's weights before or in the middle of a run: by their schemes, and where a scheme
// needs data, completed with a minibatch of training examples. The same seed and count of re-draws
// give the same weights.

#pragma once

#include <cstdint>
#include <optional>

#include "engine/data/dataset.h"
#include "engine/data/preprocess.h"
#include "engine/nn/network.h"

namespace netdyno {

// Examples for schemes that need data.
struct InitializationData {
  const DataView& train;
  const Preprocessor& preprocessor;
  Index batch_size;  // the recipe's; 32 to 128 examples are taken
};

// The whole net by its spec, or one layer by `init`, which becomes its own.
void initialize_weights(Network& network, const InitializationData& data, std::uint64_t seed,
                        std::uint32_t redraw = 0);
void initialize_layer_weights(Network& network, std::size_t layer, const InitSpec& init,
                              const InitializationData& data, std::uint64_t seed,
                              std::uint32_t redraw);

}  // namespace netdyno
