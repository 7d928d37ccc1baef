// SPDX-License-Identifier: MIT
#include "engine/nn/layers/batchnorm_layer.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace netdyno {

namespace {

using Moments = BatchNormLayer::Moments;

// One channel of a minibatch: [H·W, N], a column per sample.
using ChannelMap = Eigen::Map<Eigen::ArrayXXf, 0, Eigen::OuterStride<>>;
using ConstChannelMap = Eigen::Map<const Eigen::ArrayXXf, 0, Eigen::OuterStride<>>;

ConstChannelMap channel_of(const Tensor& tensor, Index channels, Index channel) {
  const Index plane = tensor.features() / channels;
  return {tensor.data() + channel * plane, plane, tensor.batch_size(),
          Eigen::OuterStride<>(tensor.features())};
}

ChannelMap channel_of(Tensor& tensor, Index channels, Index channel) {
  const Index plane = tensor.features() / channels;
  return {tensor.data() + channel * plane, plane, tensor.batch_size(),
          Eigen::OuterStride<>(tensor.features())};
}

// A channel is the work of one thread, in passes that find it in the cache.
template <typename Body>
void for_each_channel(WorkerPool& pool, Index channels, Index values_per_channel,
                      const Body& body) {
  constexpr Index kGrain = 16384;  // values that are worth waking a thread for
  const auto part = [&](Index begin, Index end) {
    for (Index channel = begin; channel < end; ++channel) body(channel);
  };
  pool.parallel_for(channels, kGrain / values_per_channel + 1, std::ref(part));
}

// Sums over samples run in double: a plane has few values, a minibatch may have millions.
Moments measure(const ConstChannelMap& x) {
  const auto count = static_cast<double>(x.size());
  double sum = 0.0;
  for (Index n = 0; n < x.cols(); ++n) sum += x.col(n).sum();
  const auto mean = static_cast<float>(sum / count);
  double squares = 0.0;
  for (Index n = 0; n < x.cols(); ++n) squares += (x.col(n) - mean).square().sum();
  return {mean, static_cast<float>(squares / count)};
}

struct GradientSums {
  float dy;             // Σ dy
  float dy_normalized;  // Σ dy x̂
};

GradientSums sum_gradients(const ConstChannelMap& x, const ConstChannelMap& dy, float mean,
                           float inverse_deviation) {
  double sum = 0.0;
  double product_sum = 0.0;
  for (Index n = 0; n < x.cols(); ++n) {
    sum += dy.col(n).sum();
    product_sum += (dy.col(n) * (x.col(n) - mean)).sum();
  }
  return {static_cast<float>(sum), static_cast<float>(product_sum * inverse_deviation)};
}

}  // namespace

std::vector<OptionField> BatchNormLayer::fields() {
  return {real("momentum", "share of a minibatch in the running averages")
              .preset(0.1)
              .at_least(0.0)
              .at_most(1.0)
              .live(),
          real("epsilon", "ε, added to the variance").preset(1e-5).above(0.0)};
}

BatchNormLayer::BatchNormLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels)
    : Layer(spec, input, input), pool_(kernels.pool()) {
  const Shape per_channel{input.channels()};
  add_parameter("weight", per_channel, 1.0f);
  add_parameter("bias", per_channel);
  add_buffer("running_mean", per_channel);
  add_buffer("running_var", per_channel, 1.0f);
}

Moments BatchNormLayer::running_average(Index channel) const {
  return {buffers()[0].value.array()[channel], buffers()[1].value.array()[channel]};
}

void BatchNormLayer::move_running_average(Index channel, const Moments& batch, Index count) {
  const auto momentum = static_cast<float>(options().real("momentum"));
  const float unbiased =
      static_cast<float>(count) / static_cast<float>(std::max<Index>(count - 1, 1));
  float& mean = buffer(0).value.data()[channel];
  float& variance = buffer(1).value.data()[channel];
  mean += momentum * (batch.mean - mean);
  variance += momentum * (batch.variance * unbiased - variance);
}

void BatchNormLayer::do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) {
  const Index channels = input_shape().channels();
  const Index count = x.size() / channels;
  const auto epsilon = static_cast<float>(options().real("epsilon"));
  scratch.tensors.resize(2);
  for (Tensor& tensor : scratch.tensors) tensor.resize({channels});
  for_each_channel(pool_, channels, count, [&](Index c) {
    const ConstChannelMap in = channel_of(x, channels, c);
    Moments moments = running_average(c);
    if (pass.mode == Mode::Training) {
      moments = measure(in);
      move_running_average(c, moments, count);
    }
    const float inverse_deviation = 1.0f / std::sqrt(moments.variance + epsilon);
    scratch.tensors[0].data()[c] = moments.mean;
    scratch.tensors[1].data()[c] = inverse_deviation;
    const float scale = parameter(0).value.data()[c] * inverse_deviation;
    channel_of(y, channels, c) = (in - moments.mean) * scale + parameter(1).value.data()[c];
  });
}

void BatchNormLayer::do_backward(const Tensor& x, const Tensor&, const Tensor& dy, Tensor* dx,
                                 Scratch& scratch, const Pass& pass) {
  const Index channels = input_shape().channels();
  const Index count = x.size() / channels;
  for_each_channel(pool_, channels, count, [&](Index c) {
    const ConstChannelMap in = channel_of(x, channels, c);
    const ConstChannelMap d = channel_of(dy, channels, c);
    const float mean = scratch.tensors[0].data()[c];
    const float inverse_deviation = scratch.tensors[1].data()[c];
    const GradientSums sums = sum_gradients(in, d, mean, inverse_deviation);
    if (pass.parameter_gradients) {
      parameter(0).grad.data()[c] = sums.dy_normalized;
      parameter(1).grad.data()[c] = sums.dy;
    }
    if (!dx) return;
    const float scale = parameter(0).value.data()[c] * inverse_deviation;
    if (pass.mode == Mode::Inference) {
      channel_of(*dx, channels, c) = d * scale;
      return;
    }
    // The minibatch's mean and deviation depend on x too.
    const float mean_dy = sums.dy / static_cast<float>(count);
    const float slope = sums.dy_normalized / static_cast<float>(count) * inverse_deviation;
    channel_of(*dx, channels, c) = (d - mean_dy - (in - mean) * slope) * scale;
  });
}

}  // namespace netdyno
