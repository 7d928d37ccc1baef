// SPDX-License-Identifier: MIT
#include "engine/kernels/winograd_convolution.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/engine/kernels/naive_kernels.h"
#include "tests/support/not_a_number.h"

namespace netdyno {
namespace {

using testing::Values;

struct Algorithm {
  const char* name;
  WinogradAlgorithm algorithm;
  Index window;
  double tolerance;  // of the largest sum of the terms' sizes
};

// Rounding is that of a tile, whichever of its values are large.
double largest_error(const Values& values, const testing::Sums& expected) {
  double worst = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double error = std::abs(static_cast<double>(values[i]) - expected.value[i]);
    if (!(error <= worst)) worst = std::isnan(error) ? INFINITY : error;
  }
  return worst / std::ranges::max(expected.magnitude);
}

class Winograd : public ::testing::TestWithParam<Algorithm> {};

// Planes that tiles fill and that they do not, one pixel, batches that a group does not divide.
std::vector<WindowGeometry> geometries(Index window) {
  std::vector<WindowGeometry> all;
  for (const auto& [batch, channels, height, width] : {std::array<Index, 4>{1, 1, 5, 5},
                                                       {2, 3, 7, 9},
                                                       {5, 4, 8, 8},
                                                       {3, 20, 16, 16},
                                                       {9, 5, 13, 13},
                                                       {1, 33, 32, 24},
                                                       {70, 2, 6, 5}})
    for (Index pad = 0; pad < window; ++pad)
      all.push_back({batch, channels, height, width, window, 1, pad});
  all.push_back({3, 2, 1, 1, window, 1, window / 2});
  return all;
}

TEST_P(Winograd, EqualsTheDefinition) {
  for (const int threads : {1, 3}) {
    WorkerPool pool(threads);
    const auto scratch = std::make_shared<ScratchMemory>(threads);
    for (const WindowGeometry& g : geometries(GetParam().window)) {
      const Index filters = 1 + g.channels * 2 / 3;
      SCOPED_TRACE(testing::describe(g, filters));
      ASSERT_TRUE(winograd_supports(GetParam().algorithm, g));
      const Values x = testing::random_values(testing::image_size(g), 1);
      const Values w = testing::random_values(filters * g.channels * g.size * g.size, 2);
      const Values bias = testing::random_values(filters, 3);
      const Values dy = testing::random_values(g.batch * filters * testing::out_pixels(g), 4);
      Values y(dy.size(), test::kNaN), dx(x.size(), test::kNaN), dw(w.size(), test::kNaN),
          db(bias.size(), test::kNaN);
      const auto plan = make_winograd_convolution(GetParam().algorithm, pool, scratch, g, filters);
      plan->forward(x.data(), w.data(), bias.data(), y.data());
      plan->backward_data(dy.data(), w.data(), dx.data());
      plan->backward_weights(x.data(), dy.data(), dw.data(), db.data());
      const auto expected = testing::naive_convolution(g, filters, x, w, bias, dy);
      EXPECT_LT(largest_error(y, expected.y), GetParam().tolerance);
      EXPECT_LT(largest_error(dx, expected.dx), GetParam().tolerance);
      EXPECT_LT(largest_error(dw, expected.dw), GetParam().tolerance);
      EXPECT_LT(testing::worst_error(db, expected.db), 1e-6);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Algorithms, Winograd,
    ::testing::Values(Algorithm{"TwoOfThree", WinogradAlgorithm::TwoOfThree, 3, 1e-6},
                      Algorithm{"FourOfThree", WinogradAlgorithm::FourOfThree, 3, 1e-5},
                      Algorithm{"TwoOfFive", WinogradAlgorithm::TwoOfFive, 5, 1e-5}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(WinogradSupport, IsForWindowsThatMoveByOnePixel) {
  EXPECT_TRUE(winograd_supports(WinogradAlgorithm::FourOfThree, {1, 1, 9, 9, 3, 1, 1}));
  EXPECT_FALSE(winograd_supports(WinogradAlgorithm::FourOfThree, {1, 1, 9, 9, 3, 2, 1}));
  EXPECT_FALSE(winograd_supports(WinogradAlgorithm::FourOfThree, {1, 1, 9, 9, 5, 1, 1}));
  EXPECT_FALSE(winograd_supports(WinogradAlgorithm::TwoOfFive, {1, 1, 9, 9, 3, 1, 1}));
  EXPECT_FALSE(winograd_supports(WinogradAlgorithm::TwoOfThree, {1, 1, 9, 9, 3, 1, 3}));
}

}  // namespace
}  // namespace netdyno
