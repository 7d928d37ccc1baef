// SPDX-License-Identifier: MIT
#include "engine/probe/distribution.h"

#include <gtest/gtest.h>

namespace netdyno {
namespace {

TEST(Distribution, TellsTheShareInTheFlatEndsOfATanh) {
  const std::vector<float> values = {-1.0f, -0.98f, 0.0f, 0.96f, 1.0f};
  const Distribution distribution = measure_distribution(values, saturating_range("tanh"));
  EXPECT_DOUBLE_EQ(distribution.saturated, 0.6);
  EXPECT_EQ(distribution.histogram.lo, -1.0);
  EXPECT_EQ(distribution.histogram.hi, 1.0);
  EXPECT_EQ(distribution.histogram.counts.front(), 2);
  EXPECT_EQ(distribution.histogram.counts.back(), 1);
  EXPECT_EQ(distribution.histogram.overflow, 0);
}

TEST(Distribution, TellsTheShareInTheFlatEndsOfASigmoid) {
  const std::vector<float> values = {0.02f, 0.04f, 0.5f, 0.96f, 0.98f};
  const Distribution distribution = measure_distribution(values, saturating_range("sigmoid"));
  EXPECT_DOUBLE_EQ(distribution.saturated, 0.4);
  EXPECT_EQ(distribution.histogram.lo, 0.0);
}

TEST(Distribution, OfOtherTypesNothingSaturates) {
  EXPECT_FALSE(saturating_range("relu").has_value());
  const std::vector<float> values = {0.0f, 1.0f, 100.0f};
  EXPECT_EQ(measure_distribution(values).saturated, 0.0);
}

TEST(Distribution, BeginsAtZeroWhereNothingIsNegative) {
  const std::vector<float> positive = {0.0f, 1.0f, 3.0f};
  EXPECT_EQ(measure_distribution(positive).histogram.lo, 0.0);
  const std::vector<float> both = {-1.0f, 1.0f, 3.0f};
  EXPECT_EQ(measure_distribution(both).histogram.lo, -measure_distribution(both).histogram.hi);
}

TEST(Distribution, OfNotANumbersIsValid) {
  const std::vector<float> values(70, std::numeric_limits<float>::quiet_NaN());
  for (const char* type : {"relu", "tanh"}) {
    const Distribution distribution = measure_distribution(values, saturating_range(type));
    EXPECT_EQ(distribution.count, 70);
    EXPECT_EQ(distribution.histogram.not_finite, 70);
    EXPECT_EQ(distribution.saturated, 0.0);
    EXPECT_EQ(distribution.mean, 0.0);
    EXPECT_LT(distribution.histogram.lo, distribution.histogram.hi);
  }
}

}  // namespace
}  // namespace netdyno
