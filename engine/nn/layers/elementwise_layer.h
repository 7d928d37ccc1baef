// engine/nn/layers/elementwise_layer.h
// SPDX-License-Identifier: MIT
//
// An activation function of the table in activations.h, value by value: y = f(x).
//
//   Shapes   x [N, …] → y as x
//   Grads    dx = dy f′(x)

#pragma once

#include "engine/nn/activations.h"
#include "engine/nn/layer.h"

namespace netdyno {

class ElementwiseLayer final : public Layer {
 public:
  // spec.type names the activation.
  ElementwiseLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels);

 private:
  void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) override;
  void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                   const Pass& pass) override;
  float option() const;

  const Activation& activation_;
  WorkerPool& pool_;
};

}  // namespace netdyno
