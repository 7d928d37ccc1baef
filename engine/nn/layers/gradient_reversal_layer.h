// engine/nn/layers/gradient_reversal_layer.h
// SPDX-License-Identifier: MIT
//
// Gradient reversal: the identity, whose gradient is −λ times what it should be. Layers before it
// learn to confuse the layers behind it.
//
//   Shapes   x [N, …] → y as x
//   Grads    dx = −λ dy, which is not the derivative of y
//   Source   Ganin and Lempitsky, "Unsupervised domain adaptation by backpropagation" (2015)

#pragma once

#include "engine/nn/layer.h"

namespace netdyno {

class GradientReversalLayer final : public Layer {
 public:
  GradientReversalLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels);
  static std::vector<OptionField> fields();

 private:
  void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) override;
  void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                   const Pass& pass) override;
};

}  // namespace netdyno
