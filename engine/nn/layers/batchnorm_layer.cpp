// SPDX-License-Identifier: MIT
#include "engine/nn/layers/batchnorm_layer.h"

#include <algorithm>
#include <functional>

namespace netdyno {

namespace {

// Adjacent rows of the view [features, batch] that make whole channels: one channel of an image, or
// some features of a vector, which are channels of one row. All that is known of a channel is kept
// once for each of its rows, so that both kinds are the same sums and products of columns.
struct Rows {
  Index first;
  Index count;
  Index plane;  // rows of one channel
};

using StridedMap = Eigen::Map<Eigen::ArrayXf, 0, Eigen::InnerStride<>>;

auto rows_of(const Tensor& batch, const Rows& rows) {
  return batch.matrix().middleRows(rows.first, rows.count).array();
}
auto rows_of(Tensor& batch, const Rows& rows) {
  return batch.matrix().middleRows(rows.first, rows.count).array();
}

// The rows' part of a tensor with a value per feature, or per channel.
ArrayMap feature_values(Tensor& tensor, const Rows& rows) {
  return {tensor.data() + rows.first, rows.count};
}
ArrayMap channel_values(Tensor& tensor, const Rows& rows) {
  return {tensor.data() + rows.first / rows.plane, rows.count / rows.plane};
}

// A value per channel, out of a value per feature and back.
StridedMap by_channel(ArrayMap features, const Rows& rows) {
  return {features.data(), rows.count / rows.plane, Eigen::InnerStride<>(rows.plane)};
}
void spread(const ArrayMap& channels, const Rows& rows, ArrayMap features) {
  if (rows.plane == 1)
    features = channels;
  else
    features.setConstant(channels[0]);
}

// The mean over samples, and over a channel's rows, of the columns term(0) … term(samples − 1).
template <typename Term>
void average(Index samples, const Rows& rows, ArrayMap mean, const Term& term) {
  mean.setZero();
  for (Index n = 0; n < samples; ++n) mean += term(n);
  mean /= static_cast<float>(samples);
  if (rows.plane > 1) mean.setConstant(static_cast<float>(mean.cast<double>().mean()));
}

// Calls body(rows) for disjoint rows that make all of the sample; one thread's work at a time.
template <typename Body>
void for_each_rows(WorkerPool& pool, const Shape& sample, Index batch_size, const Body& body) {
  constexpr Index kFeatures = 64;    // of a vector that are worked on at once
  constexpr Index kGrain = 1 << 14;  // values that are worth waking a thread for
  const Index plane = sample.height() * sample.width();
  const Index step = plane == 1 ? kFeatures : plane;
  const auto part = [&](Index begin, Index end) {
    for (Index first = begin * step; first < std::min(end * step, sample.size()); first += step)
      body(Rows{first, std::min(step, sample.size() - first), plane});
  };
  pool.parallel_for((sample.size() + step - 1) / step, kGrain / (step * batch_size) + 1,
                    std::ref(part));
}

// What a pass keeps, a value per feature.
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
  const Index samples = x.batch_size();
  const auto count = static_cast<float>(x.size() / input_shape().channels());
  const float unbiased = count / std::max(count - 1.0f, 1.0f);
  const auto momentum = static_cast<float>(options().real("momentum"));
  const auto epsilon = static_cast<float>(options().real("epsilon"));
  scratch.tensors.resize(kKeptCount);
  for (Tensor& tensor : scratch.tensors) tensor.resize({x.features()});
  for_each_rows(pool_, input_shape(), samples, [&](const Rows& rows) {
    const auto in = rows_of(x, rows);
    ArrayMap mean = feature_values(scratch.tensors[kMean], rows);
    ArrayMap variance = feature_values(scratch.tensors[kInverseDeviation], rows);
    ArrayMap running_mean = channel_values(buffer(0).value, rows);
    ArrayMap running_variance = channel_values(buffer(1).value, rows);
    if (pass.mode == Mode::Training) {
      average(samples, rows, mean, [&](Index n) { return in.col(n); });
      average(samples, rows, variance, [&](Index n) { return (in.col(n) - mean).square(); });
      running_mean += momentum * (by_channel(mean, rows) - running_mean);
      running_variance += momentum * (unbiased * by_channel(variance, rows) - running_variance);
    } else {
      spread(running_mean, rows, mean);
      spread(running_variance, rows, variance);
    }
    variance = (variance + epsilon).sqrt().inverse();
    ArrayMap scale = feature_values(scratch.tensors[kScale], rows);
    ArrayMap shift = feature_values(scratch.tensors[kShift], rows);
    spread(channel_values(parameter(0).value, rows), rows, scale);
    spread(channel_values(parameter(1).value, rows), rows, shift);
    scale *= variance;
    auto out = rows_of(y, rows);
    for (Index n = 0; n < samples; ++n) out.col(n) = (in.col(n) - mean) * scale + shift;
  });
}

void BatchNormLayer::do_backward(const Tensor& x, const Tensor&, const Tensor& dy, Tensor* dx,
                                 Scratch& scratch, const Pass& pass) {
  const Index samples = x.batch_size();
  const auto count = static_cast<float>(x.size() / input_shape().channels());
  for_each_rows(pool_, input_shape(), samples, [&](const Rows& rows) {
    const auto in = rows_of(x, rows);
    const auto d = rows_of(dy, rows);
    const ArrayMap mean = feature_values(scratch.tensors[kMean], rows);
    const ArrayMap inverse_deviation = feature_values(scratch.tensors[kInverseDeviation], rows);
    const ArrayMap scale = feature_values(scratch.tensors[kScale], rows);
    ArrayMap mean_gradient = feature_values(scratch.tensors[kMeanGradient], rows);
    ArrayMap slope = feature_values(scratch.tensors[kSlope], rows);
    average(samples, rows, mean_gradient, [&](Index n) { return d.col(n); });
    average(samples, rows, slope, [&](Index n) { return d.col(n) * (in.col(n) - mean); });
    slope *= inverse_deviation;
    if (pass.parameter_gradients) {
      channel_values(parameter(0).grad, rows) = count * by_channel(slope, rows);
      channel_values(parameter(1).grad, rows) = count * by_channel(mean_gradient, rows);
    }
    if (!dx) return;
    slope *= inverse_deviation;
    // In inference mean and deviation are constants; else they depend on x too.
    if (pass.mode == Mode::Inference) mean_gradient.setZero(), slope.setZero();
    auto out = rows_of(*dx, rows);
    for (Index n = 0; n < samples; ++n)
      out.col(n) = (d.col(n) - mean_gradient - (in.col(n) - mean) * slope) * scale;
  });
}

}  // namespace netdyno
