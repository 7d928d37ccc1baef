// SPDX-License-Identifier: MIT
#include "app/view_models/boundary_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "app/chart/color_map.h"
#include "app/chart/point_markers.h"

namespace netdyno::app {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Two columns and rows over [0, 2] × [0, 2]; predicted 0 1 in the lower row, 2 and NaN in the
// upper.
DecisionMap make_map() {
  DecisionMap map;
  map.is_planar = true;
  map.classes = 3;
  map.columns = map.rows = 2;
  map.x_max = map.y_max = 2;
  map.predicted = {0, 1, 2, -1};
  map.probability = {1, 1.0f / 3, 0.6f, std::numeric_limits<float>::quiet_NaN()};
  map.x = {0.5f, 1.5f};
  map.y = {0.5f, 1.5f};
  map.labels = {0, 1};
  return map;
}

TEST(RegionPixels, HaveTheUpperRowFirstAndShadeByProbability) {
  const Theme theme = Theme::dark(1);
  const Pixels pixels = region_pixels(make_map(), theme);
  ASSERT_EQ(pixels.rgba.size(), 4u);
  const auto shaded = [&](int index, double share) {
    return pack(blend(theme.panel, class_style(index, theme).color, share));
  };
  EXPECT_EQ(pixels.rgba[1], pack(theme.error)) << "not finite";
  EXPECT_EQ(pixels.rgba[2], shaded(0, 0.55)) << "certain";
  EXPECT_EQ(pixels.rgba[3], shaded(1, 0.08)) << "no better than chance";
}

TEST(RegionPixels, AreOneTransparentPixelWithoutAMap) {
  EXPECT_EQ(region_pixels({}, Theme::dark(1)).rgba, std::vector<std::uint32_t>{0});
}

TEST(RegionText, TellsTheCellUnderAPoint) {
  const DecisionMap map = make_map();
  const std::vector<std::string> names = {"red", "green", "blue"};
  EXPECT_EQ(region_text(map, 0.5, 1.5, names), "x₁ 0.5, x₂ 1.5: predicts blue, p = 60.0 %");
  EXPECT_THAT(region_text(map, 1.5, 1.5, names), HasSubstr("not a number"));
  EXPECT_THAT(region_text(map, 2.5, 1.5, names), IsEmpty());
  EXPECT_TRUE(has_bad_values(map));
}

TEST(Boundary, SpansTheGridWithThePointsOnTop) {
  const Figure figure = build_boundary(make_map(), {"red", "green", "blue"}, Theme::dark(1));
  EXPECT_EQ(figure.x.min, 0);
  EXPECT_EQ(figure.y.max, 2);
  ASSERT_EQ(figure.points.size(), 2u);
  EXPECT_EQ(figure.points[1].label, "green");
}

}  // namespace
}  // namespace netdyno::app
