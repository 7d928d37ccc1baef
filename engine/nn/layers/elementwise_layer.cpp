// SPDX-License-Identifier: MIT
#include "engine/nn/layers/elementwise_layer.h"

#include "engine/nn/parallel_values.h"

namespace netdyno {

ElementwiseLayer::ElementwiseLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels)
    : Layer(spec, input, input), activation_(activation(spec.type)), pool_(kernels.pool()) {}

float ElementwiseLayer::option() const {
  if (activation_.fields.empty()) return 0.0f;
  return static_cast<float>(options().real(activation_.fields.front().key));
}

void ElementwiseLayer::do_forward(const Tensor& x, Tensor& y, Scratch&, const Pass&) {
  const float a = option();
  for_each_part(pool_, x.size(), [&](Index begin, Index end) {
    activation_.forward(x.values().subspan(begin, end - begin), a,
                        y.values().subspan(begin, end - begin));
  });
}

void ElementwiseLayer::do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx,
                                   Scratch&, const Pass&) {
  if (!dx) return;
  const float a = option();
  for_each_part(pool_, x.size(), [&](Index begin, Index end) {
    const Index count = end - begin;
    activation_.backward(x.values().subspan(begin, count), y.values().subspan(begin, count),
                         dy.values().subspan(begin, count), a, dx->values().subspan(begin, count));
  });
}

}  // namespace netdyno
