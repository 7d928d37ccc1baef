// SPDX-License-Identifier: MIT
#include "engine/nn/layers/dropout_layer.h"

#include <gtest/gtest.h>

#include "tests/support/networks.h"

namespace netdyno {
namespace {

using test::Machine;

// Dropout of ones: the factors themselves.
std::vector<float> factors(double rate, const std::string& mode, const Pass& pass, int threads = 1,
                           Index count = 100001) {
  const Machine machine(threads);
  const auto layer =
      make_layer(test::layer("dropout", {{"rate", rate}, {"mode", mode}}), {count}, machine);
  Tensor x({1, count});
  x.fill(1.0f);
  Tensor y;
  Scratch scratch;
  layer->forward(x, y, scratch, pass);
  return {y.values().begin(), y.values().end()};
}

Pass training(std::uint64_t step = 1, std::uint32_t layer = 0) {
  return {.mode = Mode::Training, .seed = 9, .step = step, .layer = layer};
}

TEST(Dropout, DropsAtItsRate) {
  for (const double rate : {0.1, 0.4, 0.9}) {
    const std::vector<float> drawn = factors(rate, "inverted", training());
    const auto dropped = static_cast<double>(std::ranges::count(drawn, 0.0f));
    const auto count = static_cast<double>(drawn.size());
    // Five standard deviations of a binomial count.
    EXPECT_NEAR(dropped / count, rate, 5 * std::sqrt(rate * (1 - rate) / count));
  }
}

TEST(Dropout, NeighboursAreDroppedIndependently) {
  const std::vector<float> drawn = factors(0.5, "vanilla", training());
  for (std::size_t distance = 1; distance <= 8; ++distance) {
    double both = 0;
    for (std::size_t i = distance; i < drawn.size(); ++i) both += drawn[i] * drawn[i - distance];
    EXPECT_NEAR(both / static_cast<double>(drawn.size()), 0.25, 0.01) << distance;
  }
}

TEST(Dropout, InvertedScalesInTrainingAndVanillaInInference) {
  for (const float factor : factors(0.2, "inverted", training()))
    ASSERT_TRUE(factor == 0.0f || factor == 1.0f / 0.8f);
  for (const float factor : factors(0.2, "vanilla", training()))
    ASSERT_TRUE(factor == 0.0f || factor == 1.0f);
  for (const float factor : factors(0.2, "inverted", {})) ASSERT_EQ(factor, 1.0f);
  for (const float factor : factors(0.2, "vanilla", {})) ASSERT_EQ(factor, 0.8f);
}

TEST(Dropout, TheMaskDoesNotDependOnThreads) {
  EXPECT_EQ(factors(0.5, "inverted", training(), 1), factors(0.5, "inverted", training(), 2));
  EXPECT_EQ(factors(0.5, "inverted", training(), 1), factors(0.5, "inverted", training(), 3));
}

TEST(Dropout, TheMaskDependsOnStepAndLayer) {
  const std::vector<float> drawn = factors(0.5, "inverted", training(1, 0));
  EXPECT_EQ(drawn, factors(0.5, "inverted", training(1, 0)));
  EXPECT_NE(drawn, factors(0.5, "inverted", training(2, 0)));
  EXPECT_NE(drawn, factors(0.5, "inverted", training(1, 1)));
}

TEST(Dropout, TheRateIsLiveAndZeroKeepsAll) {
  const Machine machine;
  const auto layer = make_layer(test::layer("dropout"), {1000}, machine);
  EXPECT_EQ(layer->options_text(), "drop 0.5, keep 0.5");
  layer->set_option("rate", std::int64_t{0});
  const Tensor x = test::normal_tensor({2, 1000});
  Tensor y;
  Scratch scratch;
  layer->forward(x, y, scratch, training());
  EXPECT_TRUE((y.array() == x.array()).all());
  EXPECT_EQ(layer->options_text(), "drop 0, keep 1");
}

}  // namespace
}  // namespace netdyno
