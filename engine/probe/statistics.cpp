// SPDX-License-Identifier: MIT
#include "engine/probe/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/lane_sum.h"

namespace netdyno {

namespace {

constexpr float kLargest = std::numeric_limits<float>::max();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

// Values of a block: small enough that its second and third reading come from the nearest cache.
constexpr std::size_t kBlock = 4096;

struct Sums {
  std::int64_t finite = 0, zeros = 0, flat = 0;
  double sum = 0.0, squares = 0.0;
  float min = kInfinity, max = -kInfinity;
};

// Writes the finite values to `clean`, and 0 for the others.
void add_counts(std::span<const float> block, const FlatEnds& ends, float* clean, Sums& sums) {
  const float low = ends.low;
  const float high = ends.high;
  std::int32_t finite = 0, zeros = 0, flat = 0;
  float min = kInfinity, max = -kInfinity;
#pragma omp simd reduction(+ : finite, zeros, flat) reduction(min : min) reduction(max : max)
  for (std::size_t i = 0; i < block.size(); ++i) {
    const float x = block[i];
    const bool is_finite = std::abs(x) <= kLargest;
    const float at_most = is_finite ? x : kInfinity;
    const float at_least = is_finite ? x : -kInfinity;
    clean[i] = is_finite ? x : 0.0f;
    min = at_most < min ? at_most : min;
    max = at_least > max ? at_least : max;
    finite += is_finite ? 1 : 0;
    zeros += x == 0.0f ? 1 : 0;
    flat += x < low ? 1 : 0;
    flat += x > high ? 1 : 0;
  }
  sums.finite += finite;
  sums.zeros += zeros;
  sums.flat += flat;
  sums.min = std::min(sums.min, min);
  sums.max = std::max(sums.max, max);
}

void add_moments(const float* clean, std::size_t count, Sums& sums) {
  const auto value = [clean](Index i) { return static_cast<double>(clean[i]); };
  sums.sum += lane_sum(static_cast<Index>(count), value);
  sums.squares +=
      lane_sum(static_cast<Index>(count), [value](Index i) { return value(i) * value(i); });
}

}  // namespace

Statistics measure_statistics(std::span<const float> values, const FlatEnds& ends) {
  Sums sums;
  std::array<float, kBlock> clean;
  for (std::size_t begin = 0; begin < values.size(); begin += kBlock) {
    const auto block = values.subspan(begin, std::min(kBlock, values.size() - begin));
    add_counts(block, ends, clean.data(), sums);
    add_moments(clean.data(), block.size(), sums);
  }
  Statistics result;
  result.count = static_cast<std::int64_t>(values.size());
  result.not_finite = result.count - sums.finite;
  result.zeros = sums.zeros;
  result.flat = sums.flat;
  if (sums.finite == 0) return result;
  const auto finite = static_cast<double>(sums.finite);
  result.mean = sums.sum / finite;
  // Rounding may leave a constant's variance a little below zero.
  result.std = std::sqrt(std::max(sums.squares / finite - result.mean * result.mean, 0.0));
  result.min = sums.min;
  result.max = sums.max;
  return result;
}

double largest_size(const Statistics& statistics) {
  return std::max(std::abs(statistics.min), std::abs(statistics.max));
}

}  // namespace netdyno
