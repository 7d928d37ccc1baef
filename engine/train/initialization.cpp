// SPDX-License-Identifier: MIT
#include "engine/train/initialization.h"

#include <algorithm>

#include "engine/nn/weight_fit.h"

namespace netdyno {

namespace {

// Drawn at random, for files may be sorted by class; not augmented.
Tensor draw_examples(const InitializationData& data, std::uint64_t seed, std::uint32_t redraw) {
  constexpr Index kFewest = 32, kMost = 128;
  const Index count = std::min(std::clamp(data.batch_size, kFewest, kMost), data.train.count);
  // A minor number that no layer has: layer_number() stays below it.
  Random random(seed, Stream::Initialization, redraw, kNoOuterLayer);
  const std::vector<std::int64_t> order = random.permutation(data.train.count);
  Tensor x(data.train.dataset->sample_shape().with_batch(count));
  for (Index n = 0; n < count; ++n) {
    data.train.read(order[static_cast<std::size_t>(n)], x.sample(n));
    data.preprocessor.apply(x.sample(n));
  }
  return x;
}

void fit(Network& network, const InitializationData& data, std::uint64_t seed, std::uint32_t redraw,
         std::optional<std::size_t> only) {
  if (needs_fit(network, only) && data.train.count > 0)
    fit_weights(network, draw_examples(data, seed, redraw), seed, only);
}

}  // namespace

void initialize_weights(Network& network, const InitializationData& data, std::uint64_t seed,
                        std::uint32_t redraw) {
  network.initialize(seed, redraw);
  fit(network, data, seed, redraw, {});
}

void initialize_layer_weights(Network& network, std::size_t layer, const InitSpec& init,
                              const InitializationData& data, std::uint64_t seed,
                              std::uint32_t redraw) {
  network.initialize_layer(layer, init, seed, redraw);
  fit(network, data, seed, redraw, layer);
}

}  // namespace netdyno
