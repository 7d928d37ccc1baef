// SPDX-License-Identifier: MIT
#include "engine/nn/layer_chain.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/core/error.h"
#include "engine/nn/layer_registry.h"

namespace netdyno {

namespace {

bool has_parameters(const Layer& layer) {
  return !layer.parameters().empty() ||
         std::ranges::any_of(layer.inner_layers(),
                             [](const Layer* inner) { return has_parameters(*inner); });
}

}  // namespace

std::uint32_t layer_number(std::uint32_t outer, std::size_t index) {
  // kNoOuterLayer + 1 wraps to 0.
  return (outer + 1) * 1024 + static_cast<std::uint32_t>(index);
}

Layer::Window compose(const Layer::Window& first, const Layer::Window& second) {
  const bool sees_all = first.size == 0 || second.size == 0;
  return {sees_all ? 0 : first.size + (second.size - 1) * first.stride,
          first.stride * second.stride, first.pad + second.pad * first.stride};
}

LayerChain::LayerChain(std::span<const LayerSpec> specs, const Shape& input, Kernels& kernels) {
  if (specs.empty()) throw RecipeError("layers", "the list is empty", "Name at least one layer");
  for (std::size_t i = 0; i < specs.size(); ++i) {
    try {
      const Shape& shape = i == 0 ? input : layers_.back()->output_shape();
      layers_.push_back(make_unallocated_layer(specs[i], shape, kernels));
    } catch (const RecipeError& error) {
      throw error.within(fmt::format("layers[{}]", i));
    }
  }
  const auto first =
      std::ranges::find_if(layers_, [](const auto& layer) { return has_parameters(*layer); });
  first_trained_ = static_cast<std::size_t>(first - layers_.begin());
}

void LayerChain::allocate() {
  for (const auto& layer : layers_) layer->allocate();
}

std::vector<LayerSpec> LayerChain::specs() const {
  std::vector<LayerSpec> specs;
  for (const auto& layer : layers_) specs.push_back(layer->spec());
  return specs;
}

const Tensor& LayerChain::forward(const Tensor& x, Workspace& workspace, const Pass& pass) {
  workspace.outputs.resize(size());
  workspace.scratch.resize(size());
  Pass inner = pass;
  for (std::size_t i = 0; i < size(); ++i) {
    inner.layer = layer_number(pass.layer, i);
    const Tensor& input = i == 0 ? x : workspace.outputs[i - 1];
    layers_[i]->forward(input, workspace.outputs[i], workspace.scratch[i], inner);
  }
  return workspace.outputs.back();
}

void LayerChain::backward(const Tensor& x, const Tensor& dy, Workspace& workspace, const Pass& pass,
                          bool input_gradient) {
  DYNO_CHECK(workspace.outputs.size() == size(), "A backward pass follows a forward pass");
  workspace.output_grads.resize(size());
  workspace.output_grads.back() = dy;
  Pass inner = pass;
  const std::size_t first = input_gradient ? 0 : std::min(first_trained_, size() - 1);
  for (std::size_t i = 0; i < first; ++i) workspace.output_grads[i] = {};
  for (std::size_t i = size(); i-- > first;) {
    inner.layer = layer_number(pass.layer, i);
    const Tensor& input = i == 0 ? x : workspace.outputs[i - 1];
    Tensor* input_grad = i > first        ? &workspace.output_grads[i - 1]
                         : input_gradient ? &workspace.input_grad
                                          : nullptr;
    layers_[i]->backward(input, workspace.outputs[i], workspace.output_grads[i], input_grad,
                         workspace.scratch[i], inner);
  }
}

}  // namespace netdyno
