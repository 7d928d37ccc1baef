// engine/nn/layers/dense_layer.h
// SPDX-License-Identifier: MIT
//
// Fully connected layer: y = W x + b.
//
//   Shapes   x [N, in] → y [N, units];  weight [units, in];  bias [units]
//   Grads    dW = dyᵀ x,  db = Σ dy over the batch,  dx = dy W
//   Errors   RecipeError where the input is an image
//   Source   Goodfellow, Bengio, Courville, Deep Learning (2016), sec. 6.5

#pragma once

#include "engine/nn/layer.h"

namespace netdyno {

class DenseLayer final : public Layer {
 public:
  DenseLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels);
  static std::vector<OptionField> fields();

  std::int64_t multiply_adds() const override { return parameters()[0].shape.size(); }
  Window window() const override { return {.size = 0}; }
  std::string options_text() const override;

 private:
  void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) override;
  void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                   const Pass& pass) override;

  Kernels& kernels_;
};

}  // namespace netdyno
