// engine/nn/layer_chain.h
// SPDX-License-Identifier: MIT
//
// Layers one behind the other: what a network is, and the body of a residual layer.
//
//   Shapes   x [N, input] → outputs[0] → … → outputs.back()
//   Thread   one pass at a time per Workspace

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/nn/layer.h"

namespace netdyno {

// All that a pass leaves behind. Training, evaluation and probes each keep their own.
struct Workspace {
  std::vector<Tensor> outputs;       // outputs[i] [N, …] of layer i
  std::vector<Tensor> output_grads;  // output_grads[i] = dL/d outputs[i], after backward; or empty
  Tensor input_grad;                 // dL/dx, where asked for
  std::vector<Scratch> scratch;
};

// Stands for the chain that no layer holds: the network's.
inline constexpr std::uint32_t kNoOuterLayer = 0xFFFFFFFFu;

// The number that layer `index` of the chain within layer `outer` has among all layers of a
// network, for Pass::layer and the streams of initialization; `index` itself in the outermost
// chain. Unique for chains of up to 1023 layers, three deep.
std::uint32_t layer_number(std::uint32_t outer, std::size_t index);

// One window that sees what `second` sees through `first`.
Layer::Window compose(const Layer::Window& first, const Layer::Window& second);

class LayerChain {
 public:
  // The layers take no memory for parameters until allocate().
  // Errors   RecipeError with a path like "layers[3].size"
  LayerChain(std::span<const LayerSpec> specs, const Shape& input, Kernels& kernels);

  std::size_t size() const { return layers_.size(); }
  Layer& operator[](std::size_t index) const { return *layers_[index]; }
  const Shape& output_shape() const { return layers_.back()->output_shape(); }
  // The first layer that has parameters; size() where none has.
  std::size_t first_trained() const { return first_trained_; }
  void allocate();
  // Complete, with all defaults.
  std::vector<LayerSpec> specs() const;

  // Returns the last layer's output, which lives in the workspace. `pass.layer` is the layer that
  // holds this chain, or kNoOuterLayer.
  const Tensor& forward(const Tensor& x, Workspace& workspace, const Pass& pass);

  // Back from dy = dL/d(last output); x, workspace and pass as in the forward pass. The input's
  // gradient goes to workspace.input_grad if asked for; if not, the outputs before the first
  // trained layer get none either, for nobody needs them.
  void backward(const Tensor& x, const Tensor& dy, Workspace& workspace, const Pass& pass,
                bool input_gradient);

 private:
  std::vector<std::unique_ptr<Layer>> layers_;  // at least one
  std::size_t first_trained_ = 0;
};

}  // namespace netdyno
