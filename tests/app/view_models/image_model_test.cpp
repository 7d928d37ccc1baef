// SPDX-License-Identifier: MIT
#include "app/view_models/image_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "app/chart/color_map.h"

namespace netdyno::app {

namespace {

using ::testing::ElementsAre;

ImageGrid two_filters() {
  ImageGrid grid;
  grid.count = 2;
  grid.height = 1;
  grid.width = 2;
  grid.values = {0.5f, -1.0f, 0.0f, 0.25f};
  grid.min = -1.0f;
  grid.max = 0.5f;
  return grid;
}

SaliencyImage image() {
  SaliencyImage made;
  made.shape = {1, 1, 2};
  made.pixels = {0, 1};
  made.saliency = {0, 4};
  made.saliency_max = 4;
  made.label = 1;
  made.predicted = 2;
  made.probabilities = {0.1f, 0.3f, 0.6f};
  return made;
}

const std::vector<std::string> kNames = {"cat", "dog", "frog"};

TEST(FilterPixels, AreSymmetricAroundZero) {
  const Theme theme = Theme::dark(1);
  const ImageGrid grid = two_filters();
  EXPECT_EQ(filter_limit(grid), 1);
  const Pixels pixels = filter_pixels(grid, 2, 1, theme);
  ASSERT_EQ(pixels.width, 5);
  ASSERT_EQ(pixels.height, 1);
  EXPECT_EQ(pixels.rgba[0], pack(diverging_color(0.5, 1, theme)));
  EXPECT_EQ(pixels.rgba[1], pack(theme.negative));
  EXPECT_EQ(pixels.rgba[2], 0u) << "the gap is transparent";
  EXPECT_EQ(pixels.rgba[3], pack(theme.zero));
}

TEST(FilterPixels, OfThreeChannelsAreInColourAroundGrey) {
  ImageGrid grid;
  grid.count = grid.height = grid.width = 1;
  grid.channels = 3;
  grid.values = {1.0f, 0.0f, -1.0f};
  grid.min = -1;
  grid.max = 1;
  EXPECT_EQ(filter_pixels(grid, 1, 0, Theme::dark(1)).rgba[0], pack({1, 0.5f, 0, 1}));
}

TEST(FilterPixels, ShowBadWeightsAndSurviveMissingOnes) {
  const Theme theme = Theme::dark(1);
  ImageGrid grid = two_filters();
  grid.values[0] = std::nanf("");
  EXPECT_EQ(filter_pixels(grid, 2, 0, theme).rgba[0], pack(theme.error));
  EXPECT_EQ(filter_text(grid, 0), "Filter 0: weights that are not finite");
  EXPECT_EQ(filter_text(grid, 1), "Filter 1: weights w from 0 to 0.25");
  grid.values.clear();
  EXPECT_EQ(filter_pixels(grid, 2, 0, theme).rgba.size(), 1u);
  EXPECT_EQ(filter_text(grid, 0), "");
}

TEST(BestColumns, FillTheRectangle) {
  EXPECT_EQ(best_columns(6, 300, 200), 3u);
  EXPECT_EQ(best_columns(6, 100, 600), 1u);
  EXPECT_EQ(best_columns(0, 100, 100), 1u);
}

TEST(SaliencyPixels, RunFromZeroToTheLargest) {
  const Theme theme = Theme::dark(1);
  const Pixels pixels = saliency_pixels(image(), theme);
  EXPECT_EQ(pixels.rgba[0], pack(sequential_color(0, 1, theme)));
  EXPECT_EQ(pixels.rgba[1], pack(sequential_color(1, 1, theme)));
  EXPECT_EQ(image_pixels(image()).rgba[1], 0xffffffffu);
}

TEST(Prediction, RanksClassesAndComparesWithTheTruth) {
  const PredictionModel model = build_prediction(image(), kNames, 2);
  EXPECT_FALSE(model.is_correct);
  EXPECT_EQ(model.predicted, "frog, 60.0 %");
  EXPECT_EQ(model.truth, "dog");
  ASSERT_EQ(model.top.size(), 2u);
  EXPECT_EQ(model.top[0].name, "frog");
  EXPECT_TRUE(model.top[1].is_label);
}

TEST(Prediction, OfBadNumbersIsNone) {
  SaliencyImage bad = image();
  bad.predicted = bad.label;
  bad.probabilities[0] = std::nanf("");
  const PredictionModel model = build_prediction(bad, kNames, 3);
  EXPECT_TRUE(model.has_bad_values);
  EXPECT_FALSE(model.is_correct);
  EXPECT_TRUE(model.top.empty());
}

TEST(Prediction, NamesClassesWithoutANameByNumber) {
  EXPECT_EQ(build_prediction(image(), {}, 1).truth, "class 1");
}

TEST(PinnedImages, RunAroundTheEndsOfTheSet) {
  EXPECT_THAT(neighbouring_images({0, 1, 2}, 3, 10, true), ElementsAre(3, 4, 5));
  EXPECT_THAT(neighbouring_images({0, 1, 2}, 3, 10, false), ElementsAre(7, 8, 9));
  EXPECT_THAT(neighbouring_images({8, 9}, 2, 10, true), ElementsAre(0, 1));
  EXPECT_THAT(neighbouring_images({}, 2, 10, true), ElementsAre(0, 1));
  EXPECT_THAT(images_from(9, 4, 3), ElementsAre(0, 1, 2)) << "no image twice";
  EXPECT_TRUE(images_from(0, 4, 0).empty());
}

}  // namespace

}  // namespace netdyno::app
