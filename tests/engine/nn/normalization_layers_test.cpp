// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/nn/layers/batchnorm_layer.h"
#include "engine/nn/layers/lrn_layer.h"
#include "tests/support/networks.h"

namespace netdyno {
namespace {

using test::Machine;
using testing::ElementsAre;
using testing::FloatNear;
using testing::Pointwise;

const Pass kTraining{.mode = Mode::Training};

TEST(BatchNorm, NormalizesEachChannelOfTheMinibatch) {
  const Machine machine;
  const auto layer = make_layer(test::layer("batchnorm"), {2, 1, 2}, machine);
  // Channel 0 holds 1, 3, 5, 7 (mean 4, variance 5), channel 1 always 2.
  const Tensor x({2, 2, 1, 2}, std::vector<float>{1, 3, 2, 2, 5, 7, 2, 2});
  Tensor y;
  Scratch scratch;
  layer->forward(x, y, scratch, kTraining);
  const float unit = 1.0f / std::sqrt(5.0f);
  const std::vector<float> expected = {-3 * unit, -unit, 0, 0, unit, 3 * unit, 0, 0};
  EXPECT_THAT(y.values(), Pointwise(FloatNear(1e-5f), expected));
}

TEST(BatchNorm, RunningAveragesMoveByMomentumTowardsTheUnbiasedVariance) {
  const Machine machine;
  const auto layer = make_layer(test::layer("batchnorm"), {1}, machine);
  const Tensor x({4, 1}, std::vector<float>{1, 3, 5, 7});
  Tensor y;
  Scratch scratch;
  layer->forward(x, y, scratch, kTraining);
  EXPECT_NEAR(layer->buffers()[0].value.data()[0], 0.1 * 4, 1e-6);
  EXPECT_NEAR(layer->buffers()[1].value.data()[0], 0.9 + 0.1 * 20.0 / 3.0, 1e-6);
  layer->forward(x, y, scratch, {.mode = Mode::Inference});
  EXPECT_NEAR(layer->buffers()[0].value.data()[0], 0.1 * 4, 1e-6);
  EXPECT_NEAR(y.data()[0], (1 - 0.4) / std::sqrt(0.9 + 2.0 / 3.0), 1e-5);
}

TEST(BatchNorm, AMinibatchOfOneValueGivesBeta) {
  const Machine machine;
  const auto layer = make_layer(test::layer("batchnorm"), {2}, machine);
  layer->parameters()[1].value.fill(3.0f);
  Tensor y;
  Scratch scratch;
  layer->forward(Tensor({1, 2}, std::vector<float>{5, -7}), y, scratch, kTraining);
  EXPECT_THAT(y.values(), ElementsAre(3, 3));
  EXPECT_TRUE(layer->buffers()[1].value.is_finite());
}

TEST(BatchNorm, StaysExactFarFromZero) {
  const Machine machine;
  const auto layer = make_layer(test::layer("batchnorm"), {1, 32, 32}, machine);
  Tensor x = test::normal_tensor({16, 1, 32, 32});
  x.array() = x.array() * 0.5f + 1000.0f;
  Tensor y;
  Scratch scratch;
  layer->forward(x, y, scratch, kTraining);
  EXPECT_NEAR(y.array().mean(), 0.0, 1e-3);
  EXPECT_NEAR(y.array().square().mean(), 1.0, 1e-3);
}

TEST(BatchNorm, ResetForgetsWhatItSaw) {
  const Machine machine;
  const auto layer = make_layer(test::layer("batchnorm"), {3}, machine);
  Tensor y;
  Scratch scratch;
  layer->forward(test::normal_tensor({8, 3}), y, scratch, kTraining);
  for (Parameter& parameter : layer->parameters()) parameter.value.fill(9.0f);
  layer->reset();
  EXPECT_THAT(layer->parameters()[0].value.values(), ElementsAre(1, 1, 1));
  EXPECT_THAT(layer->parameters()[1].value.values(), ElementsAre(0, 0, 0));
  EXPECT_THAT(layer->buffers()[0].value.values(), ElementsAre(0, 0, 0));
  EXPECT_THAT(layer->buffers()[1].value.values(), ElementsAre(1, 1, 1));
}

TEST(Lrn, DividesByThePowerOfTheNeighboursMeanSquare) {
  const Machine machine;
  const auto layer = make_layer(
      test::layer("lrn", {{"size", Index{2}}, {"alpha", 1.0}, {"beta", 0.5}, {"k", 2.0}}),
      {3, 1, 1}, machine);
  Tensor y;
  Scratch scratch;
  layer->forward(Tensor({1, 3, 1, 1}, std::vector<float>{2, 4, 6}), y, scratch, {});
  // Two channels: the one before and the own; half of 4, of 4 + 16 and of 16 + 36, plus 2.
  const std::vector<float> expected = {1.0f, 4.0f / std::sqrt(12.0f), 6.0f / std::sqrt(28.0f)};
  EXPECT_THAT(y.values(), Pointwise(FloatNear(1e-5f), expected));
}

TEST(Lrn, RefusesFeaturesWithTheirShape) {
  const Machine machine;
  const RecipeError error = test::recipe_error([&] {
    make_layer(test::layer("lrn", {{"size", Index{3}}}), {12}, machine);
  });
  EXPECT_THAT(error.problem(), testing::HasSubstr("but the layer before gives 12"));
  EXPECT_EQ(error.hint(), "Put it before flatten");
}

}  // namespace
}  // namespace netdyno
