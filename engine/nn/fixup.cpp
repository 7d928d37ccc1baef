// SPDX-License-Identifier: MIT
#include "engine/nn/fixup.h"

#include <cmath>
#include <vector>

namespace netdyno {

namespace {

struct PlacedWeight {
  Parameter* parameter;
  std::size_t layer;   // of the network
  std::size_t branch;  // 0: in none
  bool is_fixup;
};

// All weights of a network in order, with the branch that they stand in.
class WeightMap {
 public:
  explicit WeightMap(Network& network) {
    for (std::size_t i = 0; i < network.layer_count(); ++i)
      add(network.layer(i), network.spec().layers[i], network.spec().init, i, 0);
  }

  const std::vector<PlacedWeight>& weights() const { return weights_; }
  std::size_t branches() const { return branches_; }
  // How many weights stand in the branch of weight w, and whether w is the last of them.
  std::size_t count_in_branch(std::size_t w) const {
    std::size_t count = 0;
    for (const PlacedWeight& other : weights_) count += other.branch == weights_[w].branch;
    return count;
  }
  bool is_last_of_branch(std::size_t w) const {
    for (std::size_t other = w + 1; other < weights_.size(); ++other)
      if (weights_[other].branch == weights_[w].branch) return false;
    return true;
  }

 private:
  void add(Layer& layer, const LayerSpec& spec, const InitSpec& inherited, std::size_t index,
           std::size_t branch) {
    const InitSpec& init = spec.init ? *spec.init : inherited;
    for (Parameter& parameter : layer.parameters())
      if (parameter.is_weight)
        weights_.push_back({&parameter, index, branch, init.scheme == "fixup"});
    const std::vector<Layer*> inner = layer.inner_layers();
    if (inner.empty()) return;
    const std::size_t own_branch = ++branches_;
    for (std::size_t i = 0; i < inner.size(); ++i)
      add(*inner[i], spec.layers[i], init, index, own_branch);
  }

  std::vector<PlacedWeight> weights_;
  std::size_t branches_ = 0;
};

double factor(const WeightMap& map, std::size_t w) {
  if (w + 1 == map.weights().size()) return 0.0;
  if (map.weights()[w].branch == 0) return 1.0;
  if (map.is_last_of_branch(w)) return 0.0;
  const auto m = static_cast<double>(map.count_in_branch(w));
  return std::pow(static_cast<double>(map.branches()), -1.0 / (2.0 * m - 2.0));
}

}  // namespace

void apply_fixup(Network& network, std::optional<std::size_t> only) {
  const WeightMap map(network);
  for (std::size_t w = 0; w < map.weights().size(); ++w) {
    const PlacedWeight& weight = map.weights()[w];
    if (weight.is_fixup && (!only || *only == weight.layer))
      weight.parameter->value.array() *= static_cast<float>(factor(map, w));
  }
}

}  // namespace netdyno
