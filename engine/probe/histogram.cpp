// SPDX-License-Identifier: MIT
#include "engine/probe/histogram.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "engine/core/error.h"

namespace netdyno {

namespace {

// Neighbouring values are counted in tables of their own: many of them are alike, and a count
// would have to wait for the one before it.
constexpr std::size_t kTables = 8;

template <std::size_t Slots>
class CountTables {
 public:
  void add(std::span<const std::uint8_t> slots) {
    for (std::size_t i = 0; i < slots.size(); ++i) ++tables_[i % kTables][slots[i]];
  }
  std::int64_t operator[](std::size_t slot) const {
    std::int64_t sum = 0;
    for (const auto& table : tables_) sum += table[slot];
    return sum;
  }

 private:
  std::array<std::array<std::uint32_t, Slots>, kTables> tables_{};
};

// Calls find_slots(values, slots) block by block and counts the slots.
template <std::size_t Slots, typename FindSlots>
CountTables<Slots> count_slots(std::span<const float> values, FindSlots find_slots) {
  constexpr std::size_t kValuesAtOnce = 1024;
  std::array<std::uint8_t, kValuesAtOnce> slots;
  CountTables<Slots> tables;
  for (std::size_t begin = 0; begin < values.size(); begin += kValuesAtOnce) {
    const std::size_t count = std::min(kValuesAtOnce, values.size() - begin);
    find_slots(values.data() + begin, count, slots.data());
    tables.add({slots.data(), count});
  }
  return tables;
}

// The exponent field of a float: e for sizes in [2^(e−127), 2^(e−126)), 0 for zero and 255 for what
// is not finite.
void find_exponents(const float* values, std::size_t count, std::uint8_t* slots) {
#pragma omp simd
  for (std::size_t i = 0; i < count; ++i)
    slots[i] = static_cast<std::uint8_t>(std::bit_cast<std::uint32_t>(values[i]) >> 23 & 0xFFu);
}

// Slots of a histogram: below, the bins, above, and what is counted apart.
constexpr std::size_t kBelow = 0;
constexpr std::size_t kFirstBin = 1;
constexpr std::size_t kAbove = kFirstBin + kHistogramBins;
constexpr std::size_t kZero = kAbove + 1;
constexpr std::size_t kNotFinite = kZero + 1;
constexpr std::size_t kSlots = kNotFinite + 1;

struct SlotFinder {
  float lo, hi;
  float scale;   // bins per unit
  float offset;  // of lo, in bins

  void operator()(const float* values, std::size_t count, std::uint8_t* slots) const {
    constexpr auto kLastBin = static_cast<float>(kHistogramBins - 1);
    const SlotFinder my = *this;
#pragma omp simd
    for (std::size_t i = 0; i < count; ++i) {
      const float x = values[i];
      const float position = x * my.scale - my.offset;
      const float at_least = position > 0.0f ? position : 0.0f;  // 0 for NaN too
      const float bin = at_least < kLastBin ? at_least : kLastBin;
      std::int32_t slot = static_cast<std::int32_t>(bin) + static_cast<std::int32_t>(kFirstBin);
      slot = x < my.lo ? static_cast<std::int32_t>(kBelow) : slot;
      slot = x > my.hi ? static_cast<std::int32_t>(kAbove) : slot;
      slot = x == 0.0f ? static_cast<std::int32_t>(kZero) : slot;
      const bool is_finite = std::abs(x) <= std::numeric_limits<float>::max();
      slots[i] =
          static_cast<std::uint8_t>(is_finite ? slot : static_cast<std::int32_t>(kNotFinite));
    }
  }
};

}  // namespace

ValueRange nice_range(std::span<const float> values, bool is_signed) {
  constexpr std::size_t kExponents = 256;
  constexpr double kShareInside = 0.99;
  // Exponents outside these would make the width of a bin infinite or zero in float.
  constexpr std::size_t kSmallest = 16, kLargest = 250;
  const CountTables<kExponents> counts = count_slots<kExponents>(values, find_exponents);
  std::int64_t total = 0;
  for (std::size_t e = 1; e < kExponents - 1; ++e) total += counts[e];
  double h = 1.0;
  if (total > 0) {
    std::size_t exponent = 1;
    const double wanted = kShareInside * static_cast<double>(total);
    for (std::int64_t inside = counts[1]; static_cast<double>(inside) < wanted;)
      inside += counts[++exponent];
    h = std::ldexp(1.0, static_cast<int>(std::clamp(exponent, kSmallest, kLargest)) - 126);
  }
  return {is_signed ? -h : 0.0, h};
}

Histogram count_values(std::span<const float> values, const ValueRange& range) {
  DYNO_CHECK(range.lo < range.hi, "A histogram's range has a width");
  const double scale = static_cast<double>(kHistogramBins) / (range.hi - range.lo);
  const SlotFinder find_slots{static_cast<float>(range.lo), static_cast<float>(range.hi),
                              static_cast<float>(scale), static_cast<float>(range.lo * scale)};
  const CountTables<kSlots> counts = count_slots<kSlots>(values, find_slots);
  Histogram histogram;
  histogram.lo = range.lo;
  histogram.hi = range.hi;
  for (std::size_t bin = 0; bin < kHistogramBins; ++bin)
    histogram.counts.push_back(counts[kFirstBin + bin]);
  histogram.underflow = counts[kBelow];
  histogram.overflow = counts[kAbove];
  histogram.zeros = counts[kZero];
  histogram.not_finite = counts[kNotFinite];
  return histogram;
}

}  // namespace netdyno
