// SPDX-License-Identifier: MIT
#include "engine/nn/layers/conv_layer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/networks.h"

namespace netdyno {
namespace {

using test::conv;
using test::Machine;
using testing::HasSubstr;

Shape output_shape(const LayerSpec& spec, const Shape& input) {
  const Machine machine;
  return make_layer(spec, input, machine)->output_shape();
}

RecipeError refusal(const LayerSpec& spec, const Shape& input) {
  const Machine machine;
  return test::recipe_error([&] { make_layer(spec, input, machine); });
}

TEST(ConvLayer, OutputSizesFollowTheFormula) {
  EXPECT_EQ(output_shape(conv(1, 3), {1, 7, 7}), Shape({1, 5, 5}));
  EXPECT_EQ(output_shape(conv(1, 3, 0, 2), {1, 7, 7}), Shape({1, 3, 3}));
  EXPECT_EQ(output_shape(conv(1, 3, 1), {1, 7, 7}), Shape({1, 7, 7}));
  EXPECT_EQ(output_shape(conv(5, 5), {3, 32, 32}), Shape({5, 28, 28}));
  EXPECT_EQ(output_shape(conv(5, 5, 0, 3), {3, 32, 32}), Shape({5, 10, 10}));
  EXPECT_EQ(output_shape(conv(96, 11, 0, 4), {3, 227, 227}), Shape({96, 55, 55}));
}

TEST(ConvLayer, AStrideThatDoesNotTileTheImageIsRefusedWithTheNumbers) {
  const RecipeError error = refusal(conv(1, 3, 0, 3), {1, 7, 7});
  EXPECT_EQ(error.path(), "stride");
  EXPECT_THAT(error.problem(), HasSubstr("(7 − 3 + 2·0)/3 + 1 = 2.333 is not a whole number"));
  EXPECT_EQ(error.hint(), "Pad 1 with stride 3 fits, and stride 1 always does");
  EXPECT_EQ(output_shape(conv(1, 3, 1, 3), {1, 7, 7}), Shape({1, 3, 3}));
}

TEST(ConvLayer, AWindowLargerThanTheImageIsRefusedWithTheNumbers) {
  const RecipeError error = refusal(conv(1, 5), {1, 9, 4});
  EXPECT_EQ(error.path(), "size");
  EXPECT_THAT(error.problem(), HasSubstr("width of 4"));
  EXPECT_THAT(error.problem(), HasSubstr("(4 − 5 + 2·0)/1 + 1"));
}

TEST(ConvLayer, FeaturesAreRefused) {
  const RecipeError error = refusal(conv(1, 3), {100});
  EXPECT_THAT(error.problem(), HasSubstr("100 features"));
  EXPECT_THAT(error.hint(), HasSubstr("flatten"));
}

TEST(ConvLayer, CountsWeightsAndFans) {
  const Machine machine;
  const auto layer = make_layer(conv(30, 5), {3, 32, 32}, machine);
  const Parameter& weight = layer->parameters()[0];
  EXPECT_EQ(weight.value.size(), 2250);
  EXPECT_EQ(weight.fan_in, 75);
  EXPECT_EQ(weight.fan_out, 750);
  EXPECT_EQ(layer->multiply_adds(), 2250 * 28 * 28);
}

TEST(ConvLayer, SharesItsWeightsAmongAllPositions) {
  // Thirty 5×5×3 filters that keep the size of 32×32: 2250 weights for 30 720 outputs, each of
  // which would have 75 of its own without sharing.
  const Machine machine;
  const auto layer = make_layer(conv(30, 5, 2), {3, 32, 32}, machine);
  EXPECT_EQ(layer->parameters()[0].value.size(), 2250);
  EXPECT_EQ(layer->output_shape().size(), 30720);
  EXPECT_EQ(layer->multiply_adds(), 30720 * 75);
}

TEST(ConvLayer, CorrelatesWithoutFlippingTheFilter) {
  const Machine machine;
  const auto layer = make_layer(conv(1, 2), {1, 2, 3}, machine);
  layer->parameters()[0].value = Tensor({1, 1, 2, 2}, std::vector<float>{1, 2, 3, 4});
  layer->parameters()[1].value.fill(100.0f);
  const Tensor x({1, 1, 2, 3}, std::vector<float>{1, 0, 0, 0, 0, 1});
  Tensor y;
  Scratch scratch;
  layer->forward(x, y, scratch, {});
  EXPECT_THAT(y.values(), testing::ElementsAre(101, 104));
}

}  // namespace
}  // namespace netdyno
