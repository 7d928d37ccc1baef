// SPDX-License-Identifier: MIT
#include "engine/probe/activations_probe.h"

#include <algorithm>
#include <numeric>

#include "engine/nn/layer_registry.h"
#include "engine/probe/distribution.h"

namespace netdyno {

namespace {

Tensor first_validation_examples(const ProbeInput& input) {
  constexpr Index kMost = 64;
  const Index count = std::min(kMost, input.validation.count);
  Tensor x(input.network.spec().input.with_batch(count));
  for (Index n = 0; n < count; ++n) {
    input.validation.read(n, x.sample(n));
    input.preprocessor.apply(x.sample(n));
  }
  return x;
}

// As in training, so that batch normalization takes the minibatch's own moments, but the running
// averages stay as they are.
void pass_without_traces(const Tensor& x, const ProbeInput& input) {
  std::vector<Tensor> before;
  const std::vector<NamedTensor> state = input.network.state();
  for (const NamedTensor& named : state) before.push_back(*named.tensor);
  const auto step = static_cast<std::uint64_t>(input.step);
  input.network.forward(x, input.scratch,
                        {.mode = Mode::Training, .seed = input.seed, .step = step});
  for (std::size_t i = 0; i < state.size(); ++i) *state[i].tensor = before[i];
}

}  // namespace

double dead_share(const Tensor& y) {
  if (y.empty()) return 0.0;
  const Index units = y.shape().without_batch().channels();
  const Index positions = y.features() / units;
  std::vector<Index> silent(static_cast<std::size_t>(units));  // that gave 0 only, so far
  std::iota(silent.begin(), silent.end(), Index{0});
  for (Index n = 0; n < y.batch_size() && !silent.empty(); ++n) {
    const std::span<const float> sample = y.sample(n);
    std::erase_if(silent, [&](Index unit) {
      const auto plane = sample.subspan(unit * positions, positions);
      return std::ranges::any_of(plane, [](float value) { return value != 0.0f; });
    });
  }
  return static_cast<double>(silent.size()) / static_cast<double>(units);
}

std::vector<float> unit_shares(const Tensor& y, const std::string& layer_type) {
  constexpr Index kMostValues = Index{1} << 20;
  const std::optional<ValueRange> ends = saturating_range(layer_type);
  const LayerType* const type = known_layer_type(layer_type);
  if (y.empty() || !type || (!ends && !type->is_zero_below)) return {};
  const auto low = static_cast<float>(ends ? ends->lo + kSaturationMargin : 0.0);
  const auto high = static_cast<float>(ends ? ends->hi - kSaturationMargin : 0.0);
  const auto counts = [&](float value) { return ends ? value < low || value > high : value == 0; };
  const auto units = static_cast<std::size_t>(y.shape().without_batch().channels());
  const auto positions = static_cast<std::size_t>(y.features()) / units;
  const Index examples = std::clamp(kMostValues / y.features(), Index{1}, y.batch_size());
  std::vector<std::ptrdiff_t> counted(units);
  for (Index n = 0; n < examples; ++n)
    for (std::size_t unit = 0; unit < units; ++unit)
      counted[unit] +=
          std::ranges::count_if(y.sample(n).subspan(unit * positions, positions), counts);
  std::vector<float> shares(units);
  const auto values = static_cast<double>(examples) * static_cast<double>(positions);
  std::ranges::transform(counted, shares.begin(), [values](std::ptrdiff_t count) {
    return static_cast<float>(static_cast<double>(count) / values);
  });
  return shares;
}

DistributionSet measure_activations(const Network& network, const Workspace& workspace) {
  DistributionSet set;
  for (std::size_t i = 0; i < workspace.outputs.size(); ++i) {
    const std::string& type = network.layer(i).spec().type;
    const bool is_last = i + 1 == network.layer_count();
    if (!is_last && !layer_type(type).is_nonlinearity) continue;
    const Tensor& y = workspace.outputs[i];
    Distribution& row =
        set.rows.emplace_back(measure_distribution(y.values(), saturating_range(type)));
    row.layer = i;
    row.name = type;
    row.dead = dead_share(y);
    row.unit_shares = unit_shares(y, type);
  }
  return set;
}

ProbeValue activations_probe(const ProbeInput& input) {
  if (!input.is_workspace_stale) return measure_activations(input.network, input.workspace);
  const Tensor x = first_validation_examples(input);
  if (x.empty()) return DistributionSet{};
  pass_without_traces(x, input);
  return measure_activations(input.network, input.scratch);
}

}  // namespace netdyno
