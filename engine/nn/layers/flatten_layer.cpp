// SPDX-License-Identifier: MIT
#include "engine/nn/layers/flatten_layer.h"

#include <algorithm>

namespace netdyno {

FlattenLayer::FlattenLayer(const LayerSpec& spec, const Shape& input, Kernels&)
    : Layer(spec, input, Shape{input.size()}) {}

void FlattenLayer::do_forward(const Tensor& x, Tensor& y, Scratch&, const Pass&) {
  std::ranges::copy(x.values(), y.data());
}

void FlattenLayer::do_backward(const Tensor&, const Tensor&, const Tensor& dy, Tensor* dx, Scratch&,
                               const Pass&) {
  if (dx) std::ranges::copy(dy.values(), dx->data());
}

}  // namespace netdyno
