// SPDX-License-Identifier: MIT
#include "engine/nn/layers/affine.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/core/error.h"

namespace netdyno {

Index require_features(const Shape& input, const std::string& layer_type) {
  if (!input.is_image()) return input.size();
  throw RecipeError("",
                    fmt::format("a {} layer takes features, but the layer before it gives {}",
                                layer_type, input.text()),
                    "Put {\"type\": \"flatten\"} before it");
}

void affine_forward(Kernels& kernels, const Tensor& weight, const Tensor& bias, const Tensor& x,
                    Tensor& y) {
  // The bias in every row first; the product is added to it.
  for (Index n = 0; n < y.batch_size(); ++n) std::ranges::copy(bias.values(), y.sample(n).data());
  kernels.gemm(false, true, x.batch_size(), y.features(), x.features(), x.data(), weight.data(),
               1.0f, y.data());
}

void affine_backward_data(Kernels& kernels, const Tensor& weight, const Tensor& dy, Tensor& dx) {
  kernels.gemm(false, false, dy.batch_size(), dx.features(), dy.features(), dy.data(),
               weight.data(), 0.0f, dx.data());
}

void affine_backward_weights(Kernels& kernels, const Tensor& x, const Tensor& dy, Tensor& dweight,
                             Tensor& dbias) {
  kernels.gemm(true, false, dy.features(), x.features(), x.batch_size(), dy.data(), x.data(), 0.0f,
               dweight.data());
  dbias.fill(0.0f);
  for (Index n = 0; n < dy.batch_size(); ++n) dbias.array() += dy.matrix().col(n).array();
}

}  // namespace netdyno
