// engine/nn/layers/prelu_layer.h
// SPDX-License-Identifier: MIT
//
// Parametric ReLU with one learned slope, as torch.nn.PReLU:  y = x for x > 0, else α x.
//
//   Shapes   x [N, …] → y as x;  weight α [1], 0.25 before training
//   Grads    dx = dy for x > 0, else α dy;  dα = Σ dy x over the x ≤ 0
//   Source   He et al., "Delving deep into rectifiers" (2015)

#pragma once

#include "engine/nn/activations.h"
#include "engine/nn/layer.h"

namespace netdyno {

class PreluLayer final : public Layer {
 public:
  PreluLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels);

 private:
  void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) override;
  void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                   const Pass& pass) override;
  float sum_slope_gradient(const Tensor& x, const Tensor& dy, Scratch& scratch);

  const Activation& leaky_relu_;
  WorkerPool& pool_;
};

}  // namespace netdyno
