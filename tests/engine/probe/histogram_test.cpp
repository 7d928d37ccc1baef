// SPDX-License-Identifier: MIT
#include "engine/probe/histogram.h"

#include <gtest/gtest.h>

#include <numeric>

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "tests/support/not_a_number.h"

namespace netdyno {
namespace {

std::int64_t total(const Histogram& histogram) {
  return std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::int64_t{0}) +
         histogram.underflow + histogram.overflow + histogram.zeros + histogram.not_finite;
}

std::vector<float> normal_values(std::size_t count, float scale) {
  std::vector<float> values(count);
  Random(1, Stream::Test).fill_normal(values);
  for (float& value : values) value *= scale;
  return values;
}

TEST(Histogram, PutsValuesIntoTheirBins) {
  // 64 bins over [-32, 32]: bin i holds [i − 32, i − 31).
  const std::vector<float> values = {-32.0f, -31.5f, -31.0f, 0.5f, 0.999f, 1.0f, 31.0f, 31.9f};
  const Histogram histogram = count_values(values, {-32.0, 32.0});
  EXPECT_EQ(histogram.counts[0], 2);
  EXPECT_EQ(histogram.counts[1], 1);
  EXPECT_EQ(histogram.counts[32], 2);
  EXPECT_EQ(histogram.counts[33], 1);
  EXPECT_EQ(histogram.counts[63], 2);
  EXPECT_EQ(total(histogram), 8);
}

TEST(Histogram, TheLastBinIncludesTheRangesEnd) {
  const std::vector<float> values = {1.0f, std::nextafter(1.0f, 2.0f), -1.0f,
                                     std::nextafter(-1.0f, -2.0f)};
  const Histogram histogram = count_values(values, {-1.0, 1.0});
  EXPECT_EQ(histogram.counts[63], 1);
  EXPECT_EQ(histogram.overflow, 1);
  EXPECT_EQ(histogram.counts[0], 1);
  EXPECT_EQ(histogram.underflow, 1);
}

TEST(Histogram, CountsZerosAndWhatIsNotFiniteApart) {
  const std::vector<float> values = {0.0f,  -0.0f,  test::kNaN, test::kInfinity, -test::kInfinity,
                                     3e38f, -3e38f, 0.5f};
  const Histogram histogram = count_values(values, {0.0, 1.0});
  EXPECT_EQ(histogram.zeros, 2);
  EXPECT_EQ(histogram.not_finite, 3);
  EXPECT_EQ(histogram.overflow, 1);
  EXPECT_EQ(histogram.underflow, 1);
  EXPECT_EQ(histogram.counts[32], 1);
  EXPECT_EQ(total(histogram), 8);
}

TEST(Histogram, EqualsCountingOneByOne) {
  const std::vector<float> values = normal_values(5003, 1.0f);
  const Histogram histogram = count_values(values, {-2.0, 2.0});
  std::vector<std::int64_t> counts(kHistogramBins);
  std::int64_t outside = 0;
  for (const float value : values) {
    if (value < -2.0f || value > 2.0f) {
      ++outside;
    } else {
      ++counts[static_cast<std::size_t>(std::floor((value + 2.0) * 16.0))];
    }
  }
  EXPECT_EQ(histogram.counts, counts);
  EXPECT_EQ(histogram.underflow + histogram.overflow, outside);
  EXPECT_GT(outside, 0);
}

TEST(Histogram, NeedsARangeWithAWidth) {
  EXPECT_THROW(count_values({}, {1.0, 1.0}), ContractError);
}

TEST(NiceRange, IsTheNextPowerOfTwoThatHoldsNearlyAll) {
  const std::vector<float> values = normal_values(20000, 1.0f);  // 99 % lie below 2.6
  EXPECT_EQ(nice_range(values, true).hi, 4.0);
  EXPECT_EQ(nice_range(values, true).lo, -4.0);
  EXPECT_EQ(nice_range(values, false).lo, 0.0);
  EXPECT_EQ(nice_range(normal_values(20000, 0.001f), true).hi, std::ldexp(1.0, -8));
}

TEST(NiceRange, StaysWhileTheScaleChangesALittle) {
  for (const float scale : {0.8f, 0.9f, 1.0f, 1.1f, 1.2f, 1.3f, 1.4f, 1.5f})
    EXPECT_EQ(nice_range(normal_values(20000, scale), true).hi, 4.0) << scale;
}

TEST(NiceRange, IgnoresZerosOutliersAndWhatIsNotFinite) {
  std::vector<float> values = normal_values(20000, 1.0f);
  values.insert(values.end(), 100000, 0.0f);
  values.insert(values.end(), 100, 1e30f);
  values.insert(values.end(), 1000, test::kNaN);
  values.insert(values.end(), 1000, test::kInfinity);
  EXPECT_EQ(nice_range(values, true).hi, 4.0);
}

TEST(NiceRange, OfNothingIsOne) {
  for (const std::vector<float>& values :
       {std::vector<float>{}, std::vector<float>(9, 0.0f), std::vector<float>(9, test::kNaN)})
    EXPECT_EQ(nice_range(values, false).hi, 1.0);
}

TEST(NiceRange, WorksForTheSmallestAndLargestNumbers) {
  for (const float size : {1e-45f, 1e-38f, 1.2e-30f, 3.4e38f}) {
    const std::vector<float> values = {size, -size, size, 0.5f * size};
    const ValueRange range = nice_range(values, true);
    ASSERT_LT(range.lo, range.hi) << size;
    const Histogram histogram = count_values(values, range);
    EXPECT_EQ(total(histogram), 4) << size;
    EXPECT_EQ(histogram.not_finite, 0) << size;
  }
}

}  // namespace
}  // namespace netdyno
