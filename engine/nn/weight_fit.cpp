// SPDX-License-Identifier: MIT
#include "engine/nn/weight_fit.h"

#include <algorithm>

#include "engine/nn/initializer.h"

namespace netdyno {

namespace {

bool has_fit(const InitSpec& init) {
  return init_scheme(init.scheme).fit != nullptr;
}

bool needs_fit(const LayerSpec& layer, const InitSpec& inherited) {
  const InitSpec& init = layer.init ? *layer.init : inherited;
  return has_fit(init) || std::ranges::any_of(layer.layers, [&](const LayerSpec& inner) {
           return needs_fit(inner, init);
         });
}

bool has_weight(const Layer& layer) {
  return std::ranges::any_of(layer.parameters(), &Parameter::is_weight);
}

// Adapts a layer and its inner layers to x, as the layer receives it.
void fit_tree(Layer& layer, const LayerSpec& spec, const InitSpec& inherited, const Tensor& x,
              Pass pass) {
  const InitSpec& init = spec.init ? *spec.init : inherited;
  if (has_weight(layer) && has_fit(init)) {
    LayerFit fit(layer, x, pass);
    init_scheme(init.scheme).fit(fit, complete_init(init).options);
  }
  const std::vector<Layer*> inner = layer.inner_layers();
  Tensor input = x;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    Pass inner_pass = pass;
    inner_pass.layer = layer_number(pass.layer, i);
    fit_tree(*inner[i], spec.layers[i], init, input, inner_pass);
    Tensor output = LayerFit(*inner[i], input, inner_pass).output();
    input.swap(output);
  }
}

void collect_buffers(Layer& layer, std::vector<Buffer*>& collected) {
  for (Buffer& buffer : layer.buffers()) collected.push_back(&buffer);
  for (Layer* inner : layer.inner_layers()) collect_buffers(*inner, collected);
}

// Puts the running averages back that passes in training mode move.
class KeepBuffers {
 public:
  explicit KeepBuffers(Network& network) {
    for (std::size_t i = 0; i < network.layer_count(); ++i)
      collect_buffers(network.layer(i), buffers_);
    for (const Buffer* buffer : buffers_) before_.push_back(buffer->value);
  }
  ~KeepBuffers() {
    for (std::size_t i = 0; i < buffers_.size(); ++i) buffers_[i]->value.swap(before_[i]);
  }
  KeepBuffers(const KeepBuffers&) = delete;
  KeepBuffers& operator=(const KeepBuffers&) = delete;

 private:
  std::vector<Buffer*> buffers_;
  std::vector<Tensor> before_;
};

}  // namespace

bool needs_fit(const Network& network, std::optional<std::size_t> only) {
  const NetworkSpec& spec = network.spec();
  for (std::size_t i = 0; i < spec.layers.size(); ++i)
    if ((!only || *only == i) && needs_fit(spec.layers[i], spec.init)) return true;
  return false;
}

void fit_weights(Network& network, const Tensor& x, std::uint64_t seed,
                 std::optional<std::size_t> only) {
  const KeepBuffers keep(network);
  const std::size_t last = only ? *only : network.layer_count() - 1;
  Tensor input = x;
  for (std::size_t i = 0; i <= last; ++i) {
    const Pass pass{
        .mode = Mode::Training, .seed = seed, .step = 0, .layer = layer_number(kNoOuterLayer, i)};
    const NetworkSpec& spec = network.spec();
    if (!only || *only == i) fit_tree(network.layer(i), spec.layers[i], spec.init, input, pass);
    Tensor output = LayerFit(network.layer(i), input, pass).output();
    input.swap(output);
  }
}

}  // namespace netdyno
