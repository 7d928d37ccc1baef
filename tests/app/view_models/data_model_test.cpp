// SPDX-License-Identifier: MIT
#include "app/view_models/data_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "app/chart/color_map.h"
#include "app/chart/point_markers.h"
#include "tests/support/not_a_number.h"

namespace netdyno::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Theme theme() {
  return Theme::dark(1);
}

DataSample sample(std::vector<float> pixels, std::vector<float> received = {}) {
  return {.example = 0, .label = 0, .pixels = std::move(pixels), .received = std::move(received)};
}

TEST(PictureSheet, StacksGreyPictures) {
  const std::vector<DataSample> samples = {sample({0, 1}), sample({0.5f, test::kNaN})};
  const Pixels sheet = picture_sheet({1, 1, 2}, samples, PictureKind::Pixels, 1, theme());
  EXPECT_EQ(sheet.width, 2);
  EXPECT_EQ(sheet.height, 2);
  EXPECT_THAT(sheet.rgba, ElementsAre(0xff000000u, 0xffffffffu, 0xff808080u, pack(theme().error)));
}

TEST(PictureSheet, DrawsThreeChannelsInColour) {
  const std::vector<DataSample> samples = {sample({1, 0, 0.5f}, {1, -1, 0})};
  EXPECT_THAT(picture_sheet({3, 1, 1}, samples, PictureKind::Pixels, 1, theme()).rgba,
              ElementsAre(0xff8000ffu));
  EXPECT_THAT(picture_sheet({3, 1, 1}, samples, PictureKind::Received, 1, theme()).rgba,
              ElementsAre(0xff8000ffu))
      << "±limit are the ends, 0 the middle";
}

TEST(PictureSheet, DrawsReceivedValuesByTheDivergingMap) {
  const std::vector<DataSample> samples = {sample({0, 0, 0}, {-2, 0, 2})};
  EXPECT_EQ(received_limit(samples), 2);
  EXPECT_THAT(
      picture_sheet({1, 1, 3}, samples, PictureKind::Received, received_limit(samples), theme())
          .rgba,
      ElementsAre(pack(theme().negative), pack(theme().zero), pack(theme().positive)));
}

TEST(PictureSheet, IgnoresWhatIsNotFiniteInTheLimit) {
  EXPECT_EQ(received_limit(std::vector{sample({}, {test::kNaN, -3, 1})}), 3);
}

TEST(DataPages, TurnWithinTheExamples) {
  SampleSet set;
  set.available = 50;
  set.page = {.label = 3, .first = 24, .count = 24, .chosen = 5};
  set.samples.resize(24);
  EXPECT_EQ(page_text(set), "25 to 48 of 50");
  const DataPage next = turned_page(set, true);
  EXPECT_EQ(next.first, 48);
  EXPECT_EQ(next.label, 3);
  EXPECT_EQ(next.chosen, 0);
  EXPECT_EQ(turned_page(set, false).first, 0);
  set.page.first = 48;
  EXPECT_EQ(turned_page(set, true).first, 48);
}

TEST(ClassBars, ShowSharesOfTheLongest) {
  DataStatistics data;
  data.train_counts = {30, 10};
  data.validation_counts = {0, 4};
  const auto bars = build_class_bars(data, {"cat", "dog"});
  ASSERT_EQ(bars.size(), 2u);
  EXPECT_EQ(bars[1].name, "dog");
  EXPECT_DOUBLE_EQ(bars[1].train, 1.0 / 3);
  EXPECT_EQ(bars[1].train_text, "10 (25.0 %)");
  EXPECT_EQ(bars[0].validation, 0);
  EXPECT_EQ(bars[1].validation, 1);
}

TEST(ClassBars, SayWhatTheCountsMean) {
  DataStatistics data;
  data.train_counts = {11, 10};
  EXPECT_THAT(balance_text(data, {"cat", "dog"}), HasSubstr("Balanced"));
  data.train_counts = {30, 10};
  EXPECT_THAT(balance_text(data, {"cat", "dog"}), HasSubstr("\"cat\" has 3 times"));
  data.train_counts = {30, 0};
  EXPECT_THAT(balance_text(data, {"cat", "dog"}), HasSubstr("\"dog\" has no training examples"));
}

TEST(Scatter, GroupsPointsByClassInColourAndShape) {
  const DataScatter scatter{{"a", "b"}, {0, 1, 2}, {0, 10, 20}, {1, 0, 1}};
  const Figure figure = build_scatter(scatter, {"cat", "dog"}, theme());
  ASSERT_EQ(figure.points.size(), 2u);
  EXPECT_EQ(figure.points[0].label, "dog");
  EXPECT_THAT(figure.points[0].y, ElementsAre(0, 20));
  EXPECT_NE(figure.points[0].color, figure.points[1].color);
  EXPECT_NE(figure.points[0].shape, figure.points[1].shape);
  EXPECT_EQ(figure.x.label, "a");
  EXPECT_DOUBLE_EQ(figure.x.max - figure.x.min, figure.y.max - figure.y.min) << "one scale";
}

TEST(Scatter, SurvivesPointsThatAreNotFinite) {
  const DataScatter scatter{{"a", "b"}, {test::kNaN, test::kNaN}, {test::kNaN, 1}, {0, 0}};
  const Figure figure = build_scatter(scatter, {}, theme());
  EXPECT_LT(figure.x.min, figure.x.max);
  EXPECT_LT(figure.y.min, figure.y.max);
}

TEST(ClassStyle, TellsSixtyFourClassesApart) {
  for (int a = 0; a < 64; ++a)
    for (int b = 0; b < a; ++b) {
      const ClassStyle one = class_style(a, theme()), other = class_style(b, theme());
      EXPECT_TRUE(one.color != other.color || one.shape != other.shape) << a << " and " << b;
    }
}

TEST(Deviation, IsDrawnUpToTheLargest) {
  DataStatistics data;
  data.shape = {1, 1, 2};
  data.mean = {0.5f, 1};
  data.deviation = {0, 0.25f};
  EXPECT_EQ(largest_deviation(data), 0.25);
  EXPECT_THAT(
      deviation_picture(data, theme()).rgba,
      ElementsAre(pack(sequential_color(0, 1, theme())), pack(sequential_color(1, 1, theme()))));
  EXPECT_THAT(mean_picture(data, theme()).rgba, ElementsAre(0xff808080u, 0xffffffffu));
}

}  // namespace
}  // namespace netdyno::app
