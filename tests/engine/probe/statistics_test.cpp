// SPDX-License-Identifier: MIT
#include "engine/probe/statistics.h"

#include <gtest/gtest.h>

#include "engine/core/random.h"
#include "tests/support/not_a_number.h"

namespace netdyno {
namespace {

TEST(Statistics, OfAFewNumbersByHand) {
  const std::vector<float> values = {1.0f, 0.0f, -1.0f, 4.0f, 0.0f, 2.0f};
  const Statistics statistics = measure_statistics(values);
  EXPECT_EQ(statistics.count, 6);
  EXPECT_EQ(statistics.zeros, 2);
  EXPECT_EQ(statistics.not_finite, 0);
  EXPECT_DOUBLE_EQ(statistics.mean, 1.0);
  EXPECT_DOUBLE_EQ(statistics.std, std::sqrt(16.0 / 6.0));
  EXPECT_EQ(statistics.min, -1.0);
  EXPECT_EQ(statistics.max, 4.0);
}

TEST(Statistics, LeavesOutAndCountsWhatIsNotFinite) {
  const std::vector<float> values = {test::kNaN,       3.0f,       test::kInfinity, 5.0f,
                                     -test::kInfinity, -test::kNaN};
  const Statistics statistics = measure_statistics(values);
  EXPECT_EQ(statistics.count, 6);
  EXPECT_EQ(statistics.not_finite, 4);
  EXPECT_EQ(statistics.zeros, 0);
  EXPECT_DOUBLE_EQ(statistics.mean, 4.0);
  EXPECT_DOUBLE_EQ(statistics.std, 1.0);
  EXPECT_EQ(statistics.min, 3.0);
  EXPECT_EQ(statistics.max, 5.0);
}

TEST(Statistics, OfNothingAreZero) {
  const std::vector<float> bad(100, test::kNaN);
  for (const std::span<const float> values : {std::span<const float>(), std::span(bad)}) {
    const Statistics statistics = measure_statistics(values);
    EXPECT_EQ(statistics.not_finite, statistics.count);
    EXPECT_EQ(statistics.mean, 0.0);
    EXPECT_EQ(statistics.std, 0.0);
    EXPECT_EQ(statistics.min, 0.0);
    EXPECT_EQ(statistics.max, 0.0);
  }
}

TEST(Statistics, CountsTheFlatEndsWithoutTheirLimits) {
  const std::vector<float> values = {-1.0f, -0.97f, -0.98f, 0.0f, 0.97f, 0.99f, 1.0f, test::kNaN};
  EXPECT_EQ(measure_statistics(values, {-0.97f, 0.97f}).flat, 4);
  EXPECT_EQ(measure_statistics(values).flat, 0);
}

TEST(Statistics, OfManyNumbersAreExactToDouble) {
  std::vector<float> values(100003);
  Random(1, Stream::Test).fill_normal(values);
  for (float& value : values) value = 1000.0f + value;
  long double sum = 0.0L;
  for (const float value : values) sum += value;
  const long double mean = sum / static_cast<long double>(values.size());
  long double squares = 0.0L;
  for (const float value : values) squares += (value - mean) * (value - mean);
  const Statistics statistics = measure_statistics(values);
  EXPECT_NEAR(statistics.mean, static_cast<double>(mean), 1e-9);
  EXPECT_NEAR(statistics.std,
              std::sqrt(static_cast<double>(squares) / static_cast<double>(values.size())), 1e-8);
  EXPECT_EQ(statistics.min, *std::ranges::min_element(values));
  EXPECT_EQ(statistics.max, *std::ranges::max_element(values));
}

TEST(Statistics, OfAConstantHaveNoDeviation) {
  const std::vector<float> values(5000, 0.1f);
  EXPECT_NEAR(measure_statistics(values).std, 0.0, 1e-8);
}

TEST(Statistics, OfHugeNumbersDoNotOverflow) {
  const std::vector<float> values = {3e38f, -3e38f, 3e38f, -3e38f};
  EXPECT_NEAR(measure_statistics(values).std / 3e38, 1.0, 1e-6);
}

}  // namespace
}  // namespace netdyno
