// SPDX-License-Identifier: MIT
#include "app/chart/color_map.h"

#include <gtest/gtest.h>

#include <cmath>

namespace netdyno::app {

namespace {

TEST(ColorMap, DivergesSymmetricallyFromTheNeutral) {
  const Theme theme = Theme::dark(1);
  EXPECT_EQ(diverging_color(0, 2, theme), theme.zero);
  EXPECT_EQ(diverging_color(2, 2, theme), theme.positive);
  EXPECT_EQ(diverging_color(-2, 2, theme), theme.negative);
  EXPECT_EQ(diverging_color(1, 2, theme), blend(theme.zero, theme.positive, 0.5));
  EXPECT_EQ(diverging_color(50, 2, theme), theme.positive) << "clamped";
}

TEST(ColorMap, ShowsBadValuesAndMissingRanges) {
  const Theme theme = Theme::light(1);
  EXPECT_EQ(diverging_color(std::nan(""), 1, theme), theme.error);
  EXPECT_EQ(sequential_color(std::nan(""), 1, theme), theme.error);
  EXPECT_EQ(diverging_color(3, 0, theme), theme.zero);
  EXPECT_EQ(sequential_color(3, std::nan(""), theme), sequential_color(0, 1, theme));
}

TEST(ColorMap, SequentialLightnessRisesAllTheWay) {
  const Theme theme = Theme::dark(1);
  double before = -1;
  for (int i = 0; i <= 100; ++i) {
    const Color color = sequential_color(i, 100, theme);
    const double luminance = contrast(color, Color{0, 0, 0, 1});
    EXPECT_GT(luminance, before) << i;
    before = luminance;
  }
}

TEST(ColorMap, PacksRedIntoTheLowestByte) {
  EXPECT_EQ(pack({1, 0, 0, 1}), 0xff0000ffu);
  EXPECT_EQ(pack({0, 0.5f, 2, 0}), 0x00ff8000u);
}

}  // namespace

}  // namespace netdyno::app
