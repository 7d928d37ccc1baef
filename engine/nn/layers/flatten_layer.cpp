// SPDX-License-Identifier: MIT
#include "engine/nn/layers/flatten_layer.h"

#include <algorithm>

#include "engine/nn/parallel_values.h"

namespace netdyno {

FlattenLayer::FlattenLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels)
    : Layer(spec, input, Shape{input.size()}), pool_(kernels.pool()) {}

void FlattenLayer::do_forward(const Tensor& x, Tensor& y, Scratch&, const Pass&) {
  copy(x, y);
}

void FlattenLayer::do_backward(const Tensor&, const Tensor&, const Tensor& dy, Tensor* dx, Scratch&,
                               const Pass&) {
  if (dx) copy(dy, *dx);
}

void FlattenLayer::copy(const Tensor& from, Tensor& to) {
  for_each_part(pool_, from.size(), [&](Index begin, Index end) {
    std::ranges::copy(from.values().subspan(begin, end - begin), to.data() + begin);
  });
}

}  // namespace netdyno
