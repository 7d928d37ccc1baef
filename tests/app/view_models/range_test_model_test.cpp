// SPDX-License-Identifier: MIT
#include "app/view_models/range_test_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace netdyno::app {
namespace {

RangeTestResult example() {
  RangeTestResult result;
  for (int i = 0; i <= 6; ++i) {
    const double rate = std::pow(10.0, i - 6);
    result.points.push_back({rate, i == 6 ? 500.0 : 2.0, i == 6 ? 9.0 : 2.0 - 0.2 * i});
  }
  result.suggestion = 0.01;
  return result;
}

TEST(RangeTestModel, DrawsBothLossesOverALogarithmicRate) {
  const Figure figure = build_range_test(example(), Theme::dark(1));
  EXPECT_EQ(figure.x.scale, AxisScale::Log);
  ASSERT_EQ(figure.lines.size(), 3u);
  EXPECT_EQ(figure.lines[0].y.back(), 500);
  EXPECT_EQ(figure.lines[1].y.front(), 2);
  EXPECT_LT(figure.y.max, 100) << "a raw loss that blew up does not flatten the curve";
  EXPECT_LT(figure.y.max, 3) << "nor does a smoothed one";
  EXPECT_LE(figure.x.min, 1e-6);
  EXPECT_GE(figure.x.max, 1);
  ASSERT_EQ(figure.markers.size(), 1u);
  EXPECT_EQ(figure.markers[0].x, 0.01);
}

TEST(RangeTestModel, ShadesTheRangeInWhichTheLossFalls) {
  const Figure figure = build_range_test(example(), Theme::dark(1));
  const auto band = std::ranges::find(figure.lines, "good range", &LineSeries::label);
  ASSERT_NE(band, figure.lines.end());
  EXPECT_NEAR(band->x[0], 1e-5, 1e-9) << "a tenth of the fall from 2 to 1 is done";
  EXPECT_NEAR(band->x[1], 0.1 / 3, 1e-9);
  RangeTestResult none = example();
  none.suggestion.reset();
  EXPECT_EQ(build_range_test(none, Theme::dark(1)).lines.size(), 2u);
}

TEST(RangeTestModel, ReadsTheNearestRateInDecades) {
  const ReadOut read_out = read_range_test(example(), 0.02, Theme::dark(1));
  EXPECT_NEAR(read_out.x, 0.01, 1e-12);
  ASSERT_EQ(read_out.rows.size(), 1u);
  EXPECT_EQ(read_out.rows[0].smoothed, "1.2");
}

TEST(RangeTestModel, SaysWhyThereIsNoSuggestion) {
  RangeTestResult result = example();
  EXPECT_NE(suggestion_text(result).find("0.01"), std::string::npos);
  result.suggestion.reset();
  EXPECT_NE(suggestion_text(result).find("No suggestion"), std::string::npos);
  result.is_running = true;
  EXPECT_TRUE(suggestion_text(result).empty());
}

TEST(RangeTestModel, DrawsNumbersThatAreNone) {
  RangeTestResult result = example();
  for (RangeTestPoint& point : result.points) point.loss = point.smoothed = NAN;
  const Figure figure = build_range_test(result, Theme::dark(1));
  EXPECT_LT(figure.y.min, figure.y.max);
}

}  // namespace
}  // namespace netdyno::app
