// SPDX-License-Identifier: MIT
#include "engine/probe/filters_probe.h"

#include <algorithm>

#include "engine/nn/layer_registry.h"
#include "engine/probe/statistics.h"

namespace netdyno {

namespace {

constexpr Index kMaxUnits = 64;

const Parameter* find_weight(Layer& layer) {
  const std::span<const Parameter> parameters = layer.parameters();
  const auto found = std::ranges::find(parameters, true, &Parameter::is_weight);
  if (found != parameters.end()) return &*found;
  for (Layer* inner : layer.inner_layers())
    if (const Parameter* weight = find_weight(*inner)) return weight;
  return nullptr;
}

// An empty shape when the weight cannot be seen as images.
Shape filter_shape(const Shape& weight, const Shape& input) {
  if (weight.rank() == 4) return {weight[1], weight[2], weight[3]};
  if (weight.rank() == 2 && input.is_image() && weight[1] == input.size()) return input;
  return {};
}

// What layer `index` gets, as images where only flattening lies between.
const Shape& seen_shape(const Network& network, std::size_t index) {
  while (index > 0 && layer_type(network.layer(index - 1).spec().type).only_reshapes) --index;
  return network.layer(index).input_shape();
}

ImageGrid make_grid(const Tensor& weight, const Shape& image) {
  ImageGrid grid;
  grid.channels = image.channels();
  grid.height = image.height();
  grid.width = image.width();
  grid.count = weight.shape()[0];
  if (weight.shape().rank() == 2) grid.count = std::min(grid.count, kMaxUnits);
  const std::span<const float> values = weight.values().first(grid.count * image.size());
  grid.values.assign(values.begin(), values.end());
  const Statistics statistics = measure_statistics(values);
  grid.min = static_cast<float>(statistics.min);
  grid.max = static_cast<float>(statistics.max);
  grid.not_finite = statistics.not_finite;
  return grid;
}

float network_limit(Network& network) {
  double limit = 0;
  for (std::size_t i = 0; i < network.layer_count(); ++i)
    if (const Parameter* weight = find_weight(network.layer(i)))
      limit = std::max(limit, largest_size(measure_statistics(weight->value.values())));
  return static_cast<float>(limit);
}

}  // namespace

ProbeValue filters_probe(const ProbeInput& input) {
  Network& network = input.network;
  const std::optional<std::size_t> chosen = input.focus.filters_layer;
  for (std::size_t i = chosen.value_or(0); i < network.layer_count(); ++i) {
    const Parameter* const weight = find_weight(network.layer(i));
    if (!weight && chosen) return ImageGrid{};
    if (!weight) continue;
    const Shape& seen = chosen ? seen_shape(network, i) : network.spec().input;
    const Shape image = filter_shape(weight->value.shape(), seen);
    if (image.rank() == 0) return ImageGrid{};
    ImageGrid grid = make_grid(weight->value, image);
    grid.layer = i;
    if (input.focus.measures_network_range) grid.network_limit = network_limit(network);
    return grid;
  }
  return ImageGrid{};
}

}  // namespace netdyno
