// SPDX-License-Identifier: MIT
#include "engine/nn/layers/channel_block.h"

#include <algorithm>

#include "engine/kernels/vector.h"

namespace netdyno {

namespace {

// Values in registers for one turn of a sum: enough independent sums to hide an addition's latency.
constexpr int kVectors = 4;
constexpr Index kTurn = kVectors * kLanes;

struct Sums {
  double first = 0;
  double second = 0;
  void operator+=(const Sums& other) { first += other.first, second += other.second; }
};

// Σ terms of `term(i)`, a pair of vectors for the values from i on, and of `rest(i)`, a pair of
// floats for one.
template <typename Term, typename Rest>
Sums sum_pairs(Index count, const Term& term, const Rest& rest) {
  Vector first[kVectors] = {}, second[kVectors] = {};
  Index i = 0;
  for (; i + kTurn <= count; i += kTurn)
    for (int v = 0; v < kVectors; ++v) {
      const auto [a, b] = term(i + v * kLanes);
      first[v] += a;
      second[v] += b;
    }
  float first_rest = 0, second_rest = 0;
  for (; i < count; ++i) {
    const auto [a, b] = rest(i);
    first_rest += a;
    second_rest += b;
  }
  for (int v = 1; v < kVectors; ++v) first[0] += first[v], second[0] += second[v];
  return {static_cast<double>(sum(first[0])) + static_cast<double>(first_rest),
          static_cast<double>(sum(second[0])) + static_cast<double>(second_rest)};
}

template <typename T>
struct Pair {
  T first, second;
};

// Σ (x − shift) and Σ (x − shift)²
Sums shifted_sums(const float* x, Index count, float shift) {
  const Vector shifts = broadcast(shift);
  return sum_pairs(
      count,
      [=](Index i) -> Pair<Vector> {
        const Vector d = load(x + i) - shifts;
        return {d, d * d};
      },
      [=](Index i) -> Pair<float> {
        const float d = x[i] - shift;
        return {d, d * d};
      });
}

// Σ dy and Σ dy (x − mean)
Sums gradient_sums(const float* x, const float* dy, Index count, float mean) {
  const Vector means = broadcast(mean);
  return sum_pairs(
      count,
      [=](Index i) -> Pair<Vector> {
        const Vector d = load(dy + i);
        return {d, d * (load(x + i) - means)};
      },
      [=](Index i) -> Pair<float> {
        return {dy[i], dy[i] * (x[i] - mean)};
      });
}

// The block's values of sample n.
auto column(const Tensor& batch, const ChannelBlock& block, Index n) {
  return batch.matrix()
      .col(n)
      .segment(block.first * block.plane, block.count * block.plane)
      .array();
}
auto column(Tensor& batch, const ChannelBlock& block, Index n) {
  return batch.matrix()
      .col(n)
      .segment(block.first * block.plane, block.count * block.plane)
      .array();
}

const float* values(const Tensor& batch, const ChannelBlock& block, Index n) {
  return batch.data() + n * batch.features() + block.first * block.plane;
}

// Σ over the samples of term(n), of one channel.
template <typename Term>
Sums over_samples(Index samples, const Term& term) {
  Sums sums;
  for (Index n = 0; n < samples; ++n) sums += term(n);
  return sums;
}

// The mean over the samples of the columns term(n).
template <typename Term>
void average(Index samples, ArrayMap mean, const Term& term) {
  mean.setZero();
  for (Index n = 0; n < samples; ++n) mean += term(n);
  mean /= static_cast<float>(samples);
}

}  // namespace

void moments(const Tensor& x, const ChannelBlock& block, ArrayMap mean, ArrayMap variance) {
  const Index samples = x.batch_size();
  if (block.plane == 1) {
    average(samples, mean, [&](Index n) { return column(x, block, n); });
    average(samples, variance, [&](Index n) { return (column(x, block, n) - mean).square(); });
    return;
  }
  const auto plane = static_cast<double>(block.plane);
  const double count = static_cast<double>(samples) * plane;
  const float* const sample = values(x, block, 0);
  const auto shift = static_cast<float>(static_cast<double>(sample[0]) +
                                        shifted_sums(sample, block.plane, sample[0]).first / plane);
  const Sums sums = over_samples(
      samples, [&](Index n) { return shifted_sums(values(x, block, n), block.plane, shift); });
  const double offset = sums.first / count;
  mean[0] = static_cast<float>(static_cast<double>(shift) + offset);
  variance[0] = static_cast<float>(std::max(sums.second / count - offset * offset, 0.0));
}

void normalize(const Tensor& x, const ChannelBlock& block, const ArrayMap& mean,
               const ArrayMap& scale, const ArrayMap& shift, Tensor& y) {
  const bool is_vector = block.plane == 1;
  for (Index n = 0; n < x.batch_size(); ++n) {
    const auto in = column(x, block, n);
    auto out = column(y, block, n);
    if (is_vector)
      out = (in - mean) * scale + shift;
    else
      out = (in - mean[0]) * scale[0] + shift[0];
  }
}

void gradient_means(const Tensor& x, const Tensor& dy, const ChannelBlock& block,
                    const ArrayMap& mean, ArrayMap plain, ArrayMap weighted) {
  const Index samples = x.batch_size();
  if (block.plane == 1) {
    average(samples, plain, [&](Index n) { return column(dy, block, n); });
    average(samples, weighted,
            [&](Index n) { return column(dy, block, n) * (column(x, block, n) - mean); });
    return;
  }
  const double count = static_cast<double>(samples) * static_cast<double>(block.plane);
  const Sums sums = over_samples(samples, [&](Index n) {
    return gradient_sums(values(x, block, n), values(dy, block, n), block.plane, mean[0]);
  });
  plain[0] = static_cast<float>(sums.first / count);
  weighted[0] = static_cast<float>(sums.second / count);
}

void normalize_backward(const Tensor& x, const Tensor& dy, const ChannelBlock& block,
                        const ArrayMap& mean, const ArrayMap& plain, const ArrayMap& slope,
                        const ArrayMap& scale, Tensor& dx) {
  const bool is_vector = block.plane == 1;
  for (Index n = 0; n < x.batch_size(); ++n) {
    const auto in = column(x, block, n);
    const auto d = column(dy, block, n);
    auto out = column(dx, block, n);
    if (is_vector)
      out = (d - plain - (in - mean) * slope) * scale;
    else
      out = (d - plain[0] - (in - mean[0]) * slope[0]) * scale[0];
  }
}

}  // namespace netdyno
