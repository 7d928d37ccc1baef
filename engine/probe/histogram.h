// engine/probe/histogram.h
// SPDX-License-Identifier: MIT
//
// Histograms over a range that suits the values and keeps still while they change little.
//
//   Range    any floats; what is not finite is counted apart
//   Cost     about 1 ns a value for the range and 1 ns for the counts

#pragma once

#include <span>

#include "engine/probe/probe.h"

namespace netdyno {

struct ValueRange {
  double lo = 0, hi = 1;
};

inline constexpr std::size_t kHistogramBins = 64;

// [−h, h], or [0, h] of values that are all >= 0, with h the smallest power of two that at least
// 99 % of the values other than 0 lie below (in size). Outliers do not stretch it, and it changes
// only when the values' scale doubles or halves. h = 1 where all values are 0 or none is finite.
ValueRange nice_range(std::span<const float> values, bool is_signed);

// Equal bins over `range`; lo < hi.
Histogram count_values(std::span<const float> values, const ValueRange& range);

}  // namespace netdyno
