// SPDX-License-Identifier: MIT
#include "engine/probe/weight_probes.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "engine/probe/distribution.h"

namespace netdyno {

namespace {

// Gives the values of a weight that are measured; asked for each in state_dict order.
using ValuesOf = std::function<std::span<const float>(const Parameter&)>;

// `name` is that of the layer: "conv", or "residual body.0." within a residual.
void add_rows(Layer& layer, std::size_t index, const std::string& name, const ValuesOf& values_of,
              DistributionSet& set) {
  for (const Parameter& parameter : layer.parameters()) {
    if (!parameter.is_weight) continue;
    Distribution& row = set.rows.emplace_back(measure_distribution(values_of(parameter)));
    row.layer = index;
    row.name = name + parameter.name;
  }
  const std::vector<Layer*> inner = layer.inner_layers();
  for (std::size_t i = 0; i < inner.size(); ++i)
    add_rows(*inner[i], index, fmt::format("{}body.{}.", name, i), values_of, set);
}

DistributionSet measure_weights(Network& network, const ValuesOf& values_of) {
  DistributionSet set;
  for (std::size_t i = 0; i < network.layer_count(); ++i)
    add_rows(network.layer(i), i, network.layer(i).spec().type + " ", values_of, set);
  return set;
}

}  // namespace

ProbeValue weights_probe(const ProbeInput& input) {
  return measure_weights(input.network,
                         [](const Parameter& weight) { return weight.value.values(); });
}

ProbeValue gradients_probe(const ProbeInput& input) {
  if (input.workspace.outputs.empty()) return DistributionSet{};
  return measure_weights(input.network,
                         [](const Parameter& weight) { return weight.grad.values(); });
}

ProbeValue updates_probe(const ProbeInput& input) {
  if (input.weights_before.empty()) return DistributionSet{};
  std::size_t next = 0;
  std::vector<float> change;
  return measure_weights(input.network, [&](const Parameter& weight) {
    const std::span<const float> before = input.weights_before[next++].values();
    const std::span<const float> after = weight.value.values();
    change.resize(after.size());
    std::ranges::transform(after, before, change.begin(), std::minus<>());
    return std::span<const float>(change);
  });
}

}  // namespace netdyno
