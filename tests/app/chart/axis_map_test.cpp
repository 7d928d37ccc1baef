// SPDX-License-Identifier: MIT
#include "app/chart/axis_map.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace netdyno::app {

namespace {

TEST(AxisMap, MapsLinearlyThereAndBack) {
  const AxisMap map({.label = "", .scale = AxisScale::Linear, .min = 10, .max = 20}, 100, 300);
  EXPECT_FLOAT_EQ(map.px_from_data(10), 100);
  EXPECT_FLOAT_EQ(map.px_from_data(15), 200);
  EXPECT_NEAR(map.data_from_px(250), 17.5, 1e-9);
}

TEST(AxisMap, MapsByTheLogarithm) {
  const AxisMap map({.label = "", .scale = AxisScale::Log, .min = 1, .max = 100}, 0, 200);
  EXPECT_FLOAT_EQ(map.px_from_data(10), 100);
  EXPECT_NEAR(map.data_from_px(150), std::pow(10, 1.5), 1e-6);
}

TEST(AxisMap, TurnsRoundForAScreensY) {
  const AxisMap map({.label = "", .scale = AxisScale::Linear, .min = 0, .max = 1}, 300, 100);
  EXPECT_FLOAT_EQ(map.px_from_data(0), 300);
  EXPECT_FLOAT_EQ(map.px_from_data(1), 100);
}

TEST(AxisMap, KeepsFarValuesWithinFloat) {
  const AxisMap map({.label = "", .scale = AxisScale::Linear, .min = 0, .max = 1}, 0, 100);
  EXPECT_LE(map.px_from_data(1e300), 1e6f);
  const AxisMap log({.label = "", .scale = AxisScale::Log, .min = 1, .max = 10}, 0, 100);
  EXPECT_TRUE(std::isfinite(log.px_from_data(0)));
  EXPECT_LT(log.px_from_data(-5), 0);
}

TEST(AxisRange, ZoomKeepsTheAnchorInPlace) {
  const AxisRange linear = zoomed({0, 10}, AxisScale::Linear, 2, 0.5);
  EXPECT_DOUBLE_EQ(linear.min, 1);
  EXPECT_DOUBLE_EQ(linear.max, 6);
  const AxisRange log = zoomed({1, 10000}, AxisScale::Log, 100, 0.5);
  EXPECT_NEAR(log.min, 10, 1e-9);
  EXPECT_NEAR(log.max, 1000, 1e-9);
}

TEST(AxisRange, ZoomEndsWhereDoubleDoes) {
  AxisRange range{0, 10};
  for (int i = 0; i < 500; ++i) range = zoomed(range, AxisScale::Linear, 7.3, 0.8);
  EXPECT_LT(range.min, range.max);
  for (int i = 0; i < 5000; ++i) range = zoomed(range, AxisScale::Linear, 7.3, 1.25);
  EXPECT_TRUE(std::isfinite(range.max - range.min));
  AxisRange log{1, 10};
  for (int i = 0; i < 5000; ++i) log = zoomed(log, AxisScale::Log, 3, 1.25);
  EXPECT_GT(log.min, 0);
  EXPECT_TRUE(std::isfinite(log.max));
}

TEST(AxisRange, PanMovesWhatIsHeld) {
  EXPECT_EQ(panned({0, 10}, AxisScale::Linear, 5, 7), (AxisRange{-2, 8}));
  const AxisRange log = panned({1, 100}, AxisScale::Log, 10, 1);
  EXPECT_NEAR(log.min, 10, 1e-9);
  EXPECT_NEAR(log.max, 1000, 1e-6);
}

TEST(AxisRange, FitLeavesAMargin) {
  const AxisRange range = fitted(0, 10, AxisScale::Linear, 0.05);
  EXPECT_DOUBLE_EQ(range.min, -0.5);
  EXPECT_DOUBLE_EQ(range.max, 10.5);
}

TEST(AxisRange, FitOfNothingOrOneValueIsUsable) {
  EXPECT_EQ(fitted(1, 0, AxisScale::Linear, 0.05), (AxisRange{0, 1}));
  const AxisRange one = fitted(3, 3, AxisScale::Linear, 0.05);
  EXPECT_LT(one.min, 3);
  EXPECT_GT(one.max, 3);
  const AxisRange log = fitted(2, 2, AxisScale::Log, 0.05);
  EXPECT_LT(log.min, 2);
  EXPECT_GT(log.max, 2);
}

TEST(AxisRange, UsableMendsWhatNoAxisCanShow) {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const AxisScale scale : {AxisScale::Linear, AxisScale::Log})
    for (const AxisRange& bad :
         {AxisRange{5, 5}, AxisRange{9, 2}, AxisRange{-infinity, 3}, AxisRange{std::nan(""), 1},
          AxisRange{-1, 0}, AxisRange{0, 0}, AxisRange{0, 1e308}}) {
      const AxisRange mended = usable(bad, scale);
      EXPECT_LT(mended.min, mended.max);
      EXPECT_TRUE(std::isfinite(mended.max - mended.min));
      if (scale == AxisScale::Log) {
        EXPECT_GT(mended.min, 0);
      }
    }
}

}  // namespace

}  // namespace netdyno::app
