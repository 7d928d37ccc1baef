// engine/nn/layers/affine.h
// SPDX-License-Identifier: MIT
//
// The affine map y = W x + b that dense and maxout layers share.
//
//   Shapes   x [N, in] → y [N, out];  W [out, in];  b [out]
//   Grads    dW = dyᵀ x,  db = Σ dy over the batch,  dx = dy W;  assigned
//   Cost     2·N·in·out flops forward, twice that backward

#pragma once

#include "engine/nn/layer.h"

namespace netdyno {

// The number of input features.
// Errors   RecipeError where `input` is an image: suggests a flatten layer
Index require_features(const Shape& input, const std::string& layer_type);

void affine_forward(Kernels& kernels, const Tensor& weight, const Tensor& bias, const Tensor& x,
                    Tensor& y);

void affine_backward_data(Kernels& kernels, const Tensor& weight, const Tensor& dy, Tensor& dx);
void affine_backward_weights(Kernels& kernels, const Tensor& x, const Tensor& dy, Tensor& dweight,
                             Tensor& dbias);

}  // namespace netdyno
