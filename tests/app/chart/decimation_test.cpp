// SPDX-License-Identifier: MIT
#include "app/chart/decimation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace netdyno::app {

namespace {

struct Curve {
  Column x, y;
  void add(double at, double value) {
    x.append(at);
    y.append(value);
  }
};

Axis axis(double min, double max, AxisScale scale = AxisScale::Linear) {
  return {.label = "", .scale = scale, .min = min, .max = max};
}

DecimatedLine reduce(const Curve& curve, const Axis& over, int width) {
  return decimate(curve.x, curve.y, pixel_columns(curve.x, over, width));
}

TEST(Decimation, KeepsASpikeOfASingleStep) {
  Curve curve;
  for (int i = 1; i <= 100000; ++i) curve.add(i, i == 54321 ? 99.0 : std::sin(i * 0.01));
  const DecimatedLine line = reduce(curve, axis(0, 100000), 600);
  EXPECT_LE(line.x.size(), 1204u);
  EXPECT_EQ(*std::ranges::max_element(line.y), 99.0);
  EXPECT_EQ(line.high, 99.0);
}

TEST(Decimation, KeepsTheFirstAndTheLastPoint) {
  Curve curve;
  for (int i = 1; i <= 5000; ++i) curve.add(i, i % 2 ? 1.0 : -1.0);
  curve.add(5001, 0.25);
  const DecimatedLine line = reduce(curve, axis(0, 5001), 100);
  EXPECT_EQ(line.x.front(), 1);
  EXPECT_EQ(line.y.front(), 1);
  EXPECT_EQ(line.x.back(), 5001);
  EXPECT_EQ(line.y.back(), 0.25);
}

TEST(Decimation, LeavesFewPointsAsTheyAre) {
  Curve curve;
  curve.add(1, 3);
  curve.add(2, 1);
  curve.add(3, 2);
  const DecimatedLine line = reduce(curve, axis(0, 4), 400);
  EXPECT_EQ(line.x, (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(line.y, (std::vector<double>{3, 1, 2}));
  EXPECT_EQ(line.low, 1);
  EXPECT_EQ(line.high, 3);
}

TEST(Decimation, EveryPixelColumnHoldsItsExtremes) {
  Curve curve;
  for (int i = 0; i < 10000; ++i) curve.add(i, std::cos(i * 1.7) * (1 + i % 13));
  const Axis over = axis(0, 9999);
  const PixelColumns columns = pixel_columns(curve.x, over, 50);
  const DecimatedLine line = decimate(curve.x, curve.y, columns);
  for (std::size_t c = 0; c < columns.count(); ++c) {
    double low = 1e9, high = -1e9, line_low = 1e9, line_high = -1e9;
    for (std::size_t i = columns.bounds[c]; i < columns.bounds[c + 1]; ++i) {
      low = std::min(low, curve.y[i]);
      high = std::max(high, curve.y[i]);
    }
    for (std::size_t i = 0; i < line.x.size(); ++i)
      if (line.x[i] >= curve.x[columns.bounds[c]] &&
          line.x[i] <= curve.x[columns.bounds[c + 1] - 1]) {
        line_low = std::min(line_low, line.y[i]);
        line_high = std::max(line_high, line.y[i]);
      }
    EXPECT_EQ(low, line_low);
    EXPECT_EQ(high, line_high);
  }
}

TEST(Decimation, MovesBoundsByHalfAColumnAtMost) {
  Column x;
  for (int i = 0; i < 300000; ++i) x.append(std::pow(i, 1.3));
  for (const auto& [low, high] : {std::pair(0.0, x[299999]), {x[5000], x[9000]}, {x[7], x[90]}}) {
    const Axis over = axis(low, high);
    constexpr int kWidth = 333;
    const PixelColumns columns = pixel_columns(x, over, kWidth);
    const auto exact = [&](int i) {
      const double edge = low + (high - low) * i / kWidth;
      return static_cast<std::ptrdiff_t>(x.position_from(edge));
    };
    for (int i = 1; i < kWidth; ++i) {
      const auto bound = static_cast<std::ptrdiff_t>(columns.bounds[static_cast<std::size_t>(i)]);
      const auto narrower = std::min(exact(i) - exact(i - 1), exact(i + 1) - exact(i));
      EXPECT_LE(2 * std::abs(bound - exact(i)), narrower + 1) << "column " << i;
    }
    EXPECT_TRUE(std::ranges::is_sorted(columns.bounds));
  }
}

TEST(Decimation, RunsOnToTheEdgesWhenZoomed) {
  Curve curve;
  for (int i = 0; i < 100; ++i) curve.add(i, i);
  const DecimatedLine line = reduce(curve, axis(40, 60), 200);
  EXPECT_EQ(line.x.front(), 39);
  EXPECT_EQ(line.x.back(), 61);
  EXPECT_EQ(line.low, 40) << "what is outside does not count for the fit";
  EXPECT_EQ(line.high, 60);
}

TEST(Decimation, BreaksTheLineWhereAValueIsNotFinite) {
  Curve curve;
  curve.add(1, 1);
  curve.add(2, std::nan(""));
  curve.add(3, 3);
  const DecimatedLine line = reduce(curve, axis(0, 4), 400);
  EXPECT_EQ(line.bad_x, std::vector<double>{2});
  EXPECT_EQ(std::ranges::count_if(line.y, [](double y) { return std::isnan(y); }), 1);
  EXPECT_EQ(line.high, 3);
}

TEST(Decimation, MarksBadValuesAmongMany) {
  Curve curve;
  for (int i = 0; i < 100000; ++i) curve.add(i, i == 777 ? std::nan("") : 1.0);
  const DecimatedLine line = reduce(curve, axis(0, 99999), 300);
  ASSERT_EQ(line.bad_x.size(), 1u);
  EXPECT_NEAR(line.bad_x[0], 777, 400);
}

TEST(Decimation, FollowsALogAxis) {
  Curve curve;
  for (int i = 1; i <= 10000; ++i) curve.add(i, i);
  const PixelColumns columns = pixel_columns(curve.x, axis(1, 10000, AxisScale::Log), 400);
  EXPECT_EQ(columns.bounds.front(), 0u);
  EXPECT_EQ(columns.bounds.back(), 10000u);
  EXPECT_NEAR(static_cast<double>(columns.bounds[100]), 9, 1) << "x = 10 at a quarter of the width";
}

TEST(Decimation, OfNothingIsNothing) {
  const DecimatedLine line = reduce(Curve(), axis(0, 1), 100);
  EXPECT_TRUE(line.x.empty());
  EXPECT_GT(line.low, line.high);
}

}  // namespace

}  // namespace netdyno::app
