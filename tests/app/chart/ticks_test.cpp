// SPDX-License-Identifier: MIT
#include "app/chart/ticks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace netdyno::app {

namespace {

using ::testing::ElementsAre;

Axis tick_axis(double min, double max, AxisScale scale = AxisScale::Linear) {
  return {.label = "", .scale = scale, .min = min, .max = max};
}

std::vector<std::string> labels(const Axis& of, int max_count) {
  std::vector<std::string> texts;
  for (const Tick& tick : axis_ticks(of, max_count))
    if (tick.is_major) texts.push_back(tick.label);
  return texts;
}

TEST(Ticks, AreMultiplesOfOneTwoOrFive) {
  EXPECT_THAT(labels(tick_axis(0, 10), 5), ElementsAre("0", "2", "4", "6", "8", "10"));
  EXPECT_THAT(labels(tick_axis(0, 1), 4), ElementsAre("0", "0.5", "1.0"));
  EXPECT_DOUBLE_EQ(nice_step(100, 5), 20);
  EXPECT_DOUBLE_EQ(nice_step(0.3, 10), 0.05);
}

TEST(Ticks, LieWithinTheAxis) {
  for (const Tick& tick : axis_ticks(tick_axis(-3.7, 12.9), 6)) {
    EXPECT_GE(tick.value, -3.7);
    EXPECT_LE(tick.value, 12.9);
  }
  EXPECT_THAT(labels(tick_axis(0, 0.3), 3), ElementsAre("0", "0.1", "0.2", "0.3"));
}

TEST(Ticks, LabelsHaveTheDigitsThatTellNeighboursApart) {
  EXPECT_EQ(tick_label(0.25, 0.05), "0.25");
  EXPECT_EQ(tick_label(1000, 500), "1000");
  EXPECT_EQ(tick_label(100000, 20000), "100000");
  EXPECT_EQ(tick_label(2e6, 1e6), "2e6");
  EXPECT_EQ(tick_label(1.5e6, 1e5), "1.5e6");
  EXPECT_EQ(tick_label(5e-5, 1e-5), "5e-5");
  EXPECT_EQ(tick_label(-0.5, 0.5), "-0.5");
}

TEST(Ticks, OfALogAxisLabelDecades) {
  EXPECT_THAT(labels(tick_axis(1e-3, 10, AxisScale::Log), 5),
              ElementsAre("0.001", "0.01", "0.1", "1", "10"));
  const auto ticks = axis_ticks(tick_axis(1, 100, AxisScale::Log), 3);
  EXPECT_EQ(ticks.size(), 19u) << "1 to 9, 10 to 90, 100";
}

TEST(Ticks, OfALogAxisWithManyDecadesSkipSome) {
  EXPECT_THAT(labels(tick_axis(1e-6, 1e6, AxisScale::Log), 4),
              ElementsAre("1e-6", "0.001", "1", "1000", "1e6"));
}

TEST(Ticks, OfALogAxisWithinOneDecadeAreLinear) {
  EXPECT_THAT(labels(tick_axis(2, 3, AxisScale::Log), 4), ElementsAre("2.0", "2.5", "3.0"));
}

TEST(Ticks, AreNoneWhereAnAxisIsImpossible) {
  EXPECT_TRUE(axis_ticks(tick_axis(1, 1), 5).empty());
  EXPECT_TRUE(axis_ticks(tick_axis(0, std::numeric_limits<double>::infinity()), 5).empty());
  EXPECT_TRUE(axis_ticks(tick_axis(std::nan(""), 1), 5).empty());
  EXPECT_TRUE(axis_ticks(tick_axis(0, 10, AxisScale::Log), 5).empty());
}

TEST(Ticks, StayFewAtHugeOffsets) {
  EXPECT_LE(axis_ticks(tick_axis(1e15, 1e15 + 1), 5).size(), 1000u);
}

}  // namespace

}  // namespace netdyno::app
