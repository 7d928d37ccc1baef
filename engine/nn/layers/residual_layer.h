// engine/nn/layers/residual_layer.h
// SPDX-License-Identifier: MIT
//
// Residual block with an identity shortcut: y = x + F(x), where F is a chain of inner layers.
//
//   Shapes   x [N, …] → y as x; F must keep the shape
//   Grads    dx = dy + ∂F/∂xᵀ dy
//   Names    inner parameters are "body.<index>.<name>"
//   Errors   RecipeError where F changes the shape, with both shapes
//   Source   He et al., "Deep residual learning" (2015)

#pragma once

#include "engine/nn/layer_chain.h"

namespace netdyno {

class ResidualLayer final : public Layer {
 public:
  ResidualLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels);

  std::vector<Layer*> inner_layers() const override;
  Window window() const override;
  std::string options_text() const override;

 private:
  ResidualLayer(const LayerSpec& spec, const Shape& input, LayerChain body, Kernels& kernels);

  void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) override;
  void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                   const Pass& pass) override;
  void add(const Tensor& a, const Tensor& b, Tensor& sum) const;

  LayerChain body_;
  WorkerPool& pool_;
};

}  // namespace netdyno
