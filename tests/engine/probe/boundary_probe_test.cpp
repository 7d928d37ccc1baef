// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/engine/probe/probe_bench.h"

namespace netdyno {
namespace {

using test::dense;
using test::ProbeBench;

// Points within [-1, 1] × [-2, 2].
const std::vector<float> kCorners = {-1, -2, 1, -2, 1, 2, -1, 2};

// Three classes: x, y and a constant 0 as logits.
void set_weights(ProbeBench& bench) {
  const std::span<Parameter> parameters = bench.network.layer(0).parameters();
  const std::vector<float> weights = {1, 0, 0, 1, 0, 0};
  std::ranges::copy(weights, parameters[0].value.values().begin());
  parameters[1].value.fill(0);
}

std::size_t cell(const DecisionMap& map, double x, double y) {
  const auto column = static_cast<Index>((x - map.x_min) / (map.x_max - map.x_min) *
                                         static_cast<double>(map.columns));
  const auto row =
      static_cast<Index>((y - map.y_min) / (map.y_max - map.y_min) * static_cast<double>(map.rows));
  return static_cast<std::size_t>(row * map.columns + column);
}

TEST(BoundaryProbe, CoversThePointsWithAMargin) {
  ProbeBench bench({2}, {dense(3)}, kCorners);
  const auto map = bench.measure<DecisionMap>("boundary");
  ASSERT_TRUE(map.is_planar);
  EXPECT_DOUBLE_EQ(map.x_min, -1.2);
  EXPECT_DOUBLE_EQ(map.x_max, 1.2);
  EXPECT_DOUBLE_EQ(map.y_min, -2.4);
  EXPECT_DOUBLE_EQ(map.y_max, 2.4);
  EXPECT_EQ(map.predicted.size(), static_cast<std::size_t>(map.rows * map.columns));
  EXPECT_EQ(map.labels, (std::vector<std::int32_t>{0, 1, 2, 0}));
}

TEST(BoundaryProbe, TellsTheLargestLogitsClassAndItsProbability) {
  ProbeBench bench({2}, {dense(3)}, kCorners);
  set_weights(bench);
  const auto map = bench.measure<DecisionMap>("boundary");
  EXPECT_EQ(map.predicted[cell(map, 1.1, -2)], 0) << "x is largest";
  EXPECT_EQ(map.predicted[cell(map, 0.5, 2)], 1) << "y is largest";
  EXPECT_EQ(map.predicted[cell(map, -1, -1)], 2) << "both are negative";
  const double x = 1.1, y = -2;
  const double sum = std::exp(x) + std::exp(y) + 1;
  EXPECT_NEAR(map.probability[cell(map, x, y)], std::exp(x) / sum, 0.02) << "up to half a cell";
}

TEST(BoundaryProbe, IsCoarserInHaste) {
  ProbeBench bench({2}, {dense(3)}, kCorners);
  ProbeInput input = bench.input();
  input.is_in_haste = true;
  const auto coarse = std::get<DecisionMap>(find_probe("boundary")->measure(input));
  const auto fine = bench.measure<DecisionMap>("boundary");
  EXPECT_EQ(coarse.columns * 2, fine.columns);
  EXPECT_EQ(coarse.predicted.size(), static_cast<std::size_t>(coarse.rows * coarse.columns));
  EXPECT_EQ(coarse.x_min, fine.x_min);
  EXPECT_EQ(coarse.y_max, fine.y_max);
}

TEST(BoundaryProbe, PreprocessesTheGridAsTheExamples) {
  const std::vector<float> shifted = {9, 18, 11, 18, 11, 22, 9, 22};
  ProbeBench bench({2}, {dense(3)}, shifted, "mean-image");
  set_weights(bench);
  const auto map = bench.measure<DecisionMap>("boundary");
  EXPECT_EQ(map.predicted[cell(map, 11.1, 18)], 0);
  EXPECT_EQ(map.predicted[cell(map, 9, 19)], 2);
}

TEST(BoundaryProbe, MarksWhatIsNotFinite) {
  ProbeBench bench({2}, {dense(3)}, kCorners);
  bench.network.layer(0).parameters()[0].value.fill(std::numeric_limits<float>::quiet_NaN());
  const auto map = bench.measure<DecisionMap>("boundary");
  EXPECT_EQ(map.predicted.front(), -1);
  EXPECT_TRUE(std::isnan(map.probability.front()));
}

TEST(BoundaryProbe, IsEmptyForImages) {
  ProbeBench bench({1, 2, 2}, {test::layer("flatten"), dense(3)}, test::normal_values(12));
  const auto map = bench.measure<DecisionMap>("boundary");
  EXPECT_FALSE(map.is_planar);
  EXPECT_TRUE(map.predicted.empty());
}

}  // namespace
}  // namespace netdyno
