// engine/nn/layers/maxout_layer.h
// SPDX-License-Identifier: MIT
//
// Maxout: each unit is the largest of `pieces` affine functions,  y_u = max over p of (W x + b)_up.
// ReLU is the special case of two pieces, one of them 0.
//
//   Shapes   x [N, in] → y [N, units];  weight [units·pieces, in], a unit's pieces in adjacent
//            rows;  bias [units·pieces]
//   Grads    those of a dense layer for the winning pieces, 0 for the others
//   Errors   RecipeError where the input is an image
//   Source   Goodfellow et al., "Maxout networks" (2013)

#pragma once

#include "engine/nn/layer.h"

namespace netdyno {

class MaxoutLayer final : public Layer {
 public:
  MaxoutLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels);
  static std::vector<OptionField> fields();

  std::int64_t multiply_adds() const override { return parameters()[0].shape.size(); }
  // Each piece's value, and which one won.
  std::int64_t kept_values() const override {
    return parameters()[1].shape.size() + output_shape().size();
  }
  Window window() const override { return {.size = 0}; }
  std::string options_text() const override;

 private:
  void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) override;
  void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                   const Pass& pass) override;

  Kernels& kernels_;
};

}  // namespace netdyno
