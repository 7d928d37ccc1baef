// SPDX-License-Identifier: MIT
#include "engine/nn/layers/batchnorm_layer.h"

#include <algorithm>
#include <functional>

#include "engine/nn/layers/channel_block.h"

namespace netdyno {

namespace {

// Calls body(block) for disjoint blocks that make all of the sample; one thread's work at a time.
template <typename Body>
void for_each_block(WorkerPool& pool, const Shape& sample, Index batch_size, const Body& body) {
  constexpr Index kFeatures = 64;    // of a vector that are worked on at once
  constexpr Index kGrain = 1 << 14;  // values that are worth waking a thread for
  const Index plane = sample.height() * sample.width();
  const Index channels = sample.size() / plane;
  const Index step = plane == 1 ? kFeatures : 1;
  const auto part = [&](Index begin, Index end) {
    for (Index first = begin * step; first < std::min(end * step, channels); first += step)
      body(ChannelBlock{first, std::min(step, channels - first), plane});
  };
  pool.parallel_for((channels + step - 1) / step, kGrain / (step * plane * batch_size) + 1,
                    std::ref(part));
}

// What a pass keeps, a value per channel.
enum Kept { kMean, kInverseDeviation, kScale, kShift, kMeanGradient, kSlope, kKeptCount };

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

void BatchNormLayer::do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) {
  const auto count = static_cast<float>(x.size() / input_shape().channels());
  const float unbiased = count / std::max(count - 1.0f, 1.0f);
  const auto momentum = static_cast<float>(options().real("momentum"));
  const auto epsilon = static_cast<float>(options().real("epsilon"));
  scratch.tensors.resize(kKeptCount);
  for (Tensor& tensor : scratch.tensors) tensor.resize({input_shape().channels()});
  for_each_block(pool_, input_shape(), x.batch_size(), [&](const ChannelBlock& block) {
    ArrayMap mean = block.of(scratch.tensors[kMean]);
    ArrayMap variance = block.of(scratch.tensors[kInverseDeviation]);
    ArrayMap running_mean = block.of(buffer(0).value);
    ArrayMap running_variance = block.of(buffer(1).value);
    if (pass.mode == Mode::Training) {
      moments(x, block, mean, variance);
      running_mean += momentum * (mean - running_mean);
      running_variance += momentum * (unbiased * variance - running_variance);
    } else {
      mean = running_mean;
      variance = running_variance;
    }
    variance = (variance + epsilon).sqrt().inverse();
    ArrayMap scale = block.of(scratch.tensors[kScale]);
    ArrayMap shift = block.of(scratch.tensors[kShift]);
    scale = block.of(parameter(0).value) * variance;
    shift = block.of(parameter(1).value);
    normalize(x, block, mean, scale, shift, y);
  });
}

void BatchNormLayer::do_backward(const Tensor& x, const Tensor&, const Tensor& dy, Tensor* dx,
                                 Scratch& scratch, const Pass& pass) {
  const auto count = static_cast<float>(x.size() / input_shape().channels());
  for_each_block(pool_, input_shape(), x.batch_size(), [&](const ChannelBlock& block) {
    const ArrayMap mean = block.of(scratch.tensors[kMean]);
    const ArrayMap inverse_deviation = block.of(scratch.tensors[kInverseDeviation]);
    ArrayMap mean_gradient = block.of(scratch.tensors[kMeanGradient]);
    ArrayMap slope = block.of(scratch.tensors[kSlope]);
    gradient_means(x, dy, block, mean, mean_gradient, slope);
    slope *= inverse_deviation;
    if (pass.parameter_gradients) {
      block.of(parameter(0).grad) = count * slope;
      block.of(parameter(1).grad) = count * mean_gradient;
    }
    if (!dx) return;
    slope *= inverse_deviation;
    // In inference mean and deviation are constants; else they depend on x too.
    if (pass.mode == Mode::Inference) mean_gradient.setZero(), slope.setZero();
    normalize_backward(x, dy, block, mean, mean_gradient, slope, block.of(scratch.tensors[kScale]),
                       *dx);
  });
}

}  // namespace netdyno
