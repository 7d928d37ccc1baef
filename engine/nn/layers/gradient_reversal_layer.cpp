// SPDX-License-Identifier: MIT
#include "engine/nn/layers/gradient_reversal_layer.h"

#include <algorithm>

namespace netdyno {

std::vector<OptionField> GradientReversalLayer::fields() {
  return {real("lambda", "λ, factor of the reversed gradient").preset(1.0).at_least(0.0).live()};
}

GradientReversalLayer::GradientReversalLayer(const LayerSpec& spec, const Shape& input, Kernels&)
    : Layer(spec, input, input) {}

void GradientReversalLayer::do_forward(const Tensor& x, Tensor& y, Scratch&, const Pass&) {
  std::ranges::copy(x.values(), y.data());
}

void GradientReversalLayer::do_backward(const Tensor&, const Tensor&, const Tensor& dy, Tensor* dx,
                                        Scratch&, const Pass&) {
  if (dx) dx->array() = dy.array() * static_cast<float>(-options().real("lambda"));
}

}  // namespace netdyno
