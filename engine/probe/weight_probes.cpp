// SPDX-License-Identifier: MIT
#include "engine/probe/weight_probes.h"

#include <fmt/format.h>

#include "engine/probe/distribution.h"

namespace netdyno {

namespace {

using TensorOf = Tensor Parameter::*;

// `name` is that of the layer: "conv", or "residual body.0." within a residual.
void add_rows(Layer& layer, std::size_t index, const std::string& name, TensorOf tensor,
              DistributionSet& set) {
  for (const Parameter& parameter : layer.parameters()) {
    if (!parameter.is_weight) continue;
    Distribution& row = set.rows.emplace_back(measure_distribution((parameter.*tensor).values()));
    row.layer = index;
    row.name = name + parameter.name;
  }
  const std::vector<Layer*> inner = layer.inner_layers();
  for (std::size_t i = 0; i < inner.size(); ++i)
    add_rows(*inner[i], index, fmt::format("{}body.{}.", name, i), tensor, set);
}

DistributionSet measure_weights(Network& network, TensorOf tensor) {
  DistributionSet set;
  for (std::size_t i = 0; i < network.layer_count(); ++i)
    add_rows(network.layer(i), i, network.layer(i).spec().type + " ", tensor, set);
  return set;
}

}  // namespace

ProbeValue weights_probe(const ProbeInput& input) {
  return measure_weights(input.network, &Parameter::value);
}

ProbeValue gradients_probe(const ProbeInput& input) {
  if (input.workspace.outputs.empty()) return DistributionSet{};
  return measure_weights(input.network, &Parameter::grad);
}

}  // namespace netdyno
