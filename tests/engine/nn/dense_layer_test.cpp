// SPDX-License-Identifier: MIT
#include "engine/nn/layers/dense_layer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/networks.h"

namespace netdyno {
namespace {

using test::Machine;
using testing::ElementsAre;

TEST(DenseLayer, AddsTheBiasToTheProduct) {
  const Machine machine;
  const auto layer = make_layer(test::dense(2), {3}, machine);
  layer->parameters()[0].value = Tensor({2, 3}, std::vector<float>{1, 2, 3, -1, 0, 1});
  layer->parameters()[1].value = Tensor({2}, std::vector<float>{10, 20});
  const Tensor x({2, 3}, std::vector<float>{1, 1, 1, 2, 0, -1});
  Tensor y;
  Scratch scratch;
  layer->forward(x, y, scratch, {});
  EXPECT_THAT(y.values(), ElementsAre(16, 20, 9, 17));
}

TEST(DenseLayer, GradientsAreThoseOfTheAffineMap) {
  const Machine machine;
  const auto layer = make_layer(test::dense(2), {2}, machine);
  layer->parameters()[0].value = Tensor({2, 2}, std::vector<float>{1, 2, 3, 4});
  const Tensor x({2, 2}, std::vector<float>{1, 0, 2, -1});
  const Tensor dy({2, 2}, std::vector<float>{1, 10, -1, 5});
  Tensor y;
  Tensor dx;
  Scratch scratch;
  layer->forward(x, y, scratch, {});
  layer->backward(x, y, dy, &dx, scratch, {});
  EXPECT_THAT(layer->parameters()[0].grad.values(), ElementsAre(-1, 1, 20, -5));
  EXPECT_THAT(layer->parameters()[1].grad.values(), ElementsAre(0, 15));
  EXPECT_THAT(dx.values(), ElementsAre(31, 42, 14, 18));
}

TEST(DenseLayer, CountsItsFans) {
  const Machine machine;
  const auto layer = make_layer(test::dense(5), {3}, machine);
  EXPECT_EQ(layer->parameters()[0].fan_in, 3);
  EXPECT_EQ(layer->parameters()[0].fan_out, 5);
  EXPECT_TRUE(layer->parameters()[0].is_weight);
  EXPECT_FALSE(layer->parameters()[1].is_weight);
}

TEST(DenseLayer, RefusesWhatNoMemoryHolds) {
  const Machine machine;
  const RecipeError error =
      test::recipe_error([&] { make_layer(test::dense(1000000), {1000000}, machine); });
  EXPECT_THAT(error.problem(), testing::HasSubstr("4000 GB"));
}

}  // namespace
}  // namespace netdyno
