// SPDX-License-Identifier: MIT
#include "engine/train/divergence.h"

#include <fmt/core.h>

#include <algorithm>

namespace netdyno {

namespace {

bool has_finite_weights(const Layer& layer) {
  const auto is_finite = [](const auto& held) { return held.value.is_finite(); };
  return std::ranges::all_of(layer.parameters(), is_finite) &&
         std::ranges::all_of(layer.buffers(), is_finite) &&
         std::ranges::all_of(layer.inner_layers(),
                             [](const Layer* inner) { return has_finite_weights(*inner); });
}

Divergence found(const Network& network, std::size_t layer, const char* what) {
  Divergence divergence;
  divergence.layer = layer;
  divergence.layer_type = network.layer(layer).spec().type;
  divergence.what = what;
  return divergence;
}

}  // namespace

Divergence locate_divergence(const Network& network, const Batch& batch,
                             const Workspace& workspace) {
  if (!batch.x.is_finite()) return found(network, 0, "input");
  for (std::size_t i = 0; i < network.layer_count(); ++i) {
    if (!has_finite_weights(network.layer(i))) return found(network, i, "weights");
    if (!workspace.outputs[i].is_finite()) return found(network, i, "output");
  }
  return found(network, network.layer_count() - 1, "loss");
}

std::optional<Divergence> find_divergent_weights(const Network& network) {
  for (std::size_t i = 0; i < network.layer_count(); ++i)
    if (!has_finite_weights(network.layer(i))) return found(network, i, "weights");
  return std::nullopt;
}

std::string Divergence::message() const {
  std::string place;
  if (what == "input")
    place = "the input of the network is not finite";
  else if (what == "weights")
    place = fmt::format("the weights of layer {} ({}) are not finite", layer, layer_type);
  else if (what == "output")
    place = fmt::format("the output of layer {} ({}) is not finite", layer, layer_type);
  else if (what == "validation")
    place = "the validation loss is not finite";
  else
    place = fmt::format("the loss after layer {} ({}) is not finite", layer, layer_type);
  return fmt::format(
      "Step {}: {}, learning rate {:.4g}. The weights were put back to those after step {}.", step,
      place, learning_rate, good_step);
}

}  // namespace netdyno
