// SPDX-License-Identifier: MIT
#include "engine/probe/filters_probe.h"

#include <gtest/gtest.h>

#include "tests/engine/probe/probe_bench.h"

namespace netdyno {
namespace {

using test::conv;
using test::dense;
using test::layer;
using test::normal_values;
using test::ProbeBench;

TEST(FiltersProbe, ShowsEveryFilterOfTheFirstConvolution) {
  ProbeBench bench({2, 6, 6}, {layer("relu"), conv(5, 3), layer("flatten"), dense(3)},
                   normal_values(72));
  const auto grid = bench.measure<ImageGrid>("filters");
  const Tensor& weight = bench.network.layer(1).parameters()[0].value;
  EXPECT_EQ(grid.layer, 1u);
  EXPECT_EQ(grid.count, 5);
  EXPECT_EQ(grid.channels, 2);
  EXPECT_EQ(grid.height, 3);
  EXPECT_EQ(grid.width, 3);
  EXPECT_TRUE(std::ranges::equal(grid.values, weight.values()));
  EXPECT_EQ(grid.min, weight.array().minCoeff());
  EXPECT_EQ(grid.max, weight.array().maxCoeff());
}

TEST(FiltersProbe, ShowsTheUnitsOfADenseLayerAsImagesOfTheInput) {
  ProbeBench bench({1, 2, 3}, {layer("flatten"), dense(100), dense(3)}, normal_values(6));
  const auto grid = bench.measure<ImageGrid>("filters");
  EXPECT_EQ(grid.layer, 1u);
  EXPECT_EQ(grid.count, 64);
  EXPECT_EQ(grid.height, 2);
  EXPECT_EQ(grid.width, 3);
  EXPECT_EQ(grid.values.size(), 64u * 6u);
  EXPECT_EQ(grid.values.back(), bench.network.layer(1).parameters()[0].value.data()[64 * 6 - 1]);
}

TEST(FiltersProbe, HasNothingToShowOfPointsOrPooledImages) {
  ProbeBench points({2}, {dense(3)}, {1, 2});
  EXPECT_EQ(points.measure<ImageGrid>("filters").count, 0);
  ProbeBench pooled({1, 4, 4},
                    {layer("maxpool", {{"size", std::int64_t{2}}}), layer("flatten"), dense(3)},
                    normal_values(16));
  EXPECT_EQ(pooled.measure<ImageGrid>("filters").count, 0);
}

TEST(FiltersProbe, CountsWhatIsNotANumber) {
  ProbeBench bench({1, 6, 6}, {conv(2, 3), layer("flatten"), dense(3)}, normal_values(36));
  Tensor& weight = bench.network.layer(0).parameters()[0].value;
  weight.fill(0.5f);
  weight.data()[3] = std::numeric_limits<float>::quiet_NaN();
  weight.data()[4] = -std::numeric_limits<float>::infinity();
  const auto grid = bench.measure<ImageGrid>("filters");
  EXPECT_EQ(grid.not_finite, 2);
  EXPECT_EQ(grid.min, 0.5f);
  EXPECT_EQ(grid.max, 0.5f);
}

}  // namespace
}  // namespace netdyno
