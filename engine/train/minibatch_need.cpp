// SPDX-License-Identifier: MIT
#include "engine/train/minibatch_need.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/core/error.h"
#include "engine/nn/layer_registry.h"

namespace netdyno {

namespace {

// One value of each channel in an example: the minibatch alone makes its mean and variance.
bool needs_two_examples(const Layer& layer) {
  const Shape& shape = layer.input_shape();
  const bool needs_minibatch = layer_type(layer.spec().type).needs_minibatch;
  if (needs_minibatch && shape.size() == shape.channels()) return true;
  return std::ranges::any_of(layer.inner_layers(),
                             [](const Layer* inner) { return needs_two_examples(*inner); });
}

}  // namespace

void check_minibatches(const Network& network, Index examples, Index batch_size) {
  const Index last =
      examples % batch_size == 0 ? std::min(batch_size, examples) : examples % batch_size;
  if (examples < 1 || last != 1) return;
  for (std::size_t i = 0; i < network.layer_count(); ++i) {
    if (!needs_two_examples(network.layer(i))) continue;
    const std::string need = fmt::format(
        "the batch normalization in layer {} needs at least two examples in a minibatch", i);
    if (batch_size == 1 || examples == 1)
      throw RecipeError("batch_size", need + ", here all have one", "Set batch_size to 2 or more");
    throw RecipeError("batch_size",
                      fmt::format("{}, but of {} examples in minibatches of {} one is left over",
                                  need, examples, batch_size),
                      fmt::format("Set data.train to {}, or another batch_size", examples - 1));
  }
}

}  // namespace netdyno
