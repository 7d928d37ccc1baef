// SPDX-License-Identifier: MIT
#include "engine/nn/layers/prelu_layer.h"

#include <functional>
#include <numeric>

#include "engine/nn/parallel_values.h"

namespace netdyno {

PreluLayer::PreluLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels)
    : Layer(spec, input, input), leaky_relu_(activation("leaky_relu")), pool_(kernels.pool()) {
  add_parameter("weight", {1}, 0.25f);
}

void PreluLayer::do_forward(const Tensor& x, Tensor& y, Scratch&, const Pass&) {
  const float alpha = parameter(0).value.data()[0];
  for_each_part(pool_, x.size(), [&](Index begin, Index end) {
    leaky_relu_.forward(x.values().subspan(begin, end - begin), alpha,
                        y.values().subspan(begin, end - begin));
  });
}

void PreluLayer::do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx,
                             Scratch& scratch, const Pass& pass) {
  if (pass.parameter_gradients) parameter(0).grad.fill(sum_slope_gradient(x, dy, scratch));
  if (!dx) return;
  const float alpha = parameter(0).value.data()[0];
  for_each_part(pool_, x.size(), [&](Index begin, Index end) {
    const Index count = end - begin;
    leaky_relu_.backward(x.values().subspan(begin, count), y.values().subspan(begin, count),
                         dy.values().subspan(begin, count), alpha,
                         dx->values().subspan(begin, count));
  });
}

// Blocks of fixed size are summed apart and then in order, so that the number of threads does not
// show in the result.
float PreluLayer::sum_slope_gradient(const Tensor& x, const Tensor& dy, Scratch& scratch) {
  constexpr Index kBlock = 4096;
  const Index blocks = (x.size() + kBlock - 1) / kBlock;
  scratch.tensors.resize(1);
  Tensor& sums = scratch.tensors[0];
  sums.resize({blocks});
  const auto sum_blocks = [&](Index begin, Index end) {
    for (Index block = begin; block < end; ++block) {
      const Index first = block * kBlock;
      const Index count = std::min(kBlock, x.size() - first);
      sums.data()[block] =
          (dy.array().segment(first, count) * x.array().segment(first, count).min(0.0f)).sum();
    }
  };
  pool_.parallel_for(blocks, 4, std::ref(sum_blocks));
  return static_cast<float>(std::accumulate(sums.values().begin(), sums.values().end(), 0.0));
}

}  // namespace netdyno
