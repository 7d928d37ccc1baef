// SPDX-License-Identifier: MIT
#include "engine/nn/layers/lrn_layer.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>

#include "engine/core/error.h"

namespace netdyno {

namespace {

// One sample, [H·W, C]: a column per channel.
using SampleMap = Eigen::Map<Eigen::ArrayXXf>;
using ConstSampleMap = Eigen::Map<const Eigen::ArrayXXf>;

ConstSampleMap sample_of(const Tensor& tensor, Index channels, Index n) {
  return {tensor.sample(n).data(), tensor.features() / channels, channels};
}
SampleMap sample_of(Tensor& tensor, Index channels, Index n) {
  return {tensor.sample(n).data(), tensor.features() / channels, channels};
}

template <typename Body>
void for_each_sample(WorkerPool& pool, Index samples, const Body& body) {
  const auto part = [&](Index begin, Index end) {
    for (Index n = begin; n < end; ++n) body(n);
  };
  pool.parallel_for(samples, 1, std::ref(part));
}

// Column c of `sums` ← Σ of the columns c − before … c + after of `values` that exist.
void sum_neighbours(const SampleMap& values, Index before, Index after, SampleMap sums) {
  for (Index c = 0; c < values.cols(); ++c) {
    const Index first = std::max<Index>(c - before, 0);
    const Index last = std::min(c + after, values.cols() - 1);
    sums.col(c) = values.col(first);
    for (Index j = first + 1; j <= last; ++j) sums.col(c) += values.col(j);
  }
}

}  // namespace

std::vector<OptionField> LrnLayer::fields() {
  return {
      integer("size", "number n of neighbouring channels").required().at_least(1).at_most(65536),
      real("alpha", "α, weight of the mean square").preset(1e-4).at_least(0.0).live(),
      real("beta", "exponent β").preset(0.75).at_least(0.0).live(),
      real("k", "constant k below the power").preset(1.0).above(0.0).live()};
}

LrnLayer::LrnLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels)
    : Layer(spec, input, input), pool_(kernels.pool()) {
  if (!input.is_image())
    throw RecipeError("",
                      fmt::format("lrn compares neighbouring channels of an image C×H×W, but the "
                                  "layer before gives {}",
                                  input.text()),
                      "Put it before flatten");
}

void LrnLayer::do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass&) {
  const Index channels = input_shape().channels();
  const Index size = options().integer("size");
  const float weight = static_cast<float>(options().real("alpha")) / static_cast<float>(size);
  const auto beta = static_cast<float>(options().real("beta"));
  const auto k = static_cast<float>(options().real("k"));
  scratch.tensors.resize(2);
  for (Tensor& tensor : scratch.tensors) tensor.resize(x.shape());
  for_each_sample(pool_, x.batch_size(), [&](Index n) {
    const ConstSampleMap in = sample_of(x, channels, n);
    SampleMap out = sample_of(y, channels, n);
    SampleMap divisor = sample_of(scratch.tensors[0], channels, n);
    out = in.square();
    sum_neighbours(out, size / 2, (size - 1) / 2, divisor);
    divisor = divisor * weight + k;
    // A divisor is positive: its power by exp and log is vector code.
    out = in * (divisor.log() * -beta).exp();
  });
}

void LrnLayer::do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx,
                           Scratch& scratch, const Pass&) {
  if (!dx) return;
  const Index channels = input_shape().channels();
  const Index size = options().integer("size");
  const auto beta = static_cast<float>(options().real("beta"));
  const float weight =
      2.0f * beta * static_cast<float>(options().real("alpha")) / static_cast<float>(size);
  for_each_sample(pool_, x.batch_size(), [&](Index n) {
    const ConstSampleMap in = sample_of(x, channels, n);
    const ConstSampleMap d = sample_of(dy, channels, n);
    const SampleMap divisor = sample_of(scratch.tensors[0], channels, n);
    SampleMap ratio = sample_of(scratch.tensors[1], channels, n);
    SampleMap out = sample_of(*dx, channels, n);
    ratio = d * sample_of(y, channels, n) / divisor;
    // Channel c lies in the sums of the mirrored neighbourhood.
    sum_neighbours(ratio, (size - 1) / 2, size / 2, out);
    out = d * (divisor.log() * -beta).exp() - out * in * weight;
  });
}

}  // namespace netdyno
