// SPDX-License-Identifier: MIT
#include "engine/nn/layers/pool_layers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/networks.h"

namespace netdyno {
namespace {

using test::Machine;
using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<float> kImage = {1, 1, 2, 4, 5, 6, 7, 8, 3, 2, 1, 0, 1, 2, 3, 4};

TEST(MaxPool, TakesTheLargestOfEachWindow) {
  const Machine machine;
  const auto layer = make_layer(test::max_pool(2, 2), {1, 4, 4}, machine);
  const Tensor x({1, 1, 4, 4}, kImage);
  const Tensor dy({1, 1, 2, 2}, std::vector<float>{1, 2, 3, 4});
  Tensor y;
  Tensor dx;
  Scratch scratch;
  layer->forward(x, y, scratch, {});
  layer->backward(x, y, dy, &dx, scratch, {});
  EXPECT_THAT(y.values(), ElementsAre(6, 8, 3, 4));
  EXPECT_THAT(dx.values(), ElementsAre(0, 0, 0, 0, 0, 1, 0, 2, 3, 0, 0, 0, 0, 0, 0, 4));
}

TEST(AveragePool, TakesTheMeanOfEachWindow) {
  const Machine machine;
  const auto layer = make_layer(test::layer("avgpool", {{"size", Index{2}}}), {1, 4, 4}, machine);
  const Tensor x({1, 1, 4, 4}, kImage);
  Tensor y;
  Scratch scratch;
  layer->forward(x, y, scratch, {});
  EXPECT_THAT(y.values(), ElementsAre(3.25, 5.25, 2, 2));
}

TEST(PoolLayers, ByDefaultWindowsLieSideBySide) {
  const Machine machine;
  const auto layer = make_layer(test::max_pool(3), {2, 9, 6}, machine);
  EXPECT_EQ(layer->output_shape(), Shape({2, 3, 2}));
  EXPECT_EQ(layer->options_text(), "3×3, stride 3");
}

TEST(PoolLayers, WhatDoesNotFillAWindowIsLeftOut) {
  const Machine machine;
  EXPECT_EQ(make_layer(test::max_pool(2), {1, 7, 7}, machine)->output_shape(), Shape({1, 3, 3}));
  EXPECT_EQ(make_layer(test::max_pool(3, 2), {1, 55, 55}, machine)->output_shape(),
            Shape({1, 27, 27}));
}

TEST(PoolLayers, ImpossibleWindowsAreRefused) {
  const Machine machine;
  const auto refusal = [&](const LayerSpec& spec) {
    return test::recipe_error([&] { make_layer(spec, {1, 4, 4}, machine); });
  };
  EXPECT_THAT(refusal(test::max_pool(5)).problem(), HasSubstr("(4 − 5 + 2·0)/5 + 1"));
  const RecipeError wide_pad =
      refusal(test::layer("maxpool", {{"size", Index{2}}, {"pad", Index{2}}}));
  EXPECT_EQ(wide_pad.path(), "pad");
}

}  // namespace
}  // namespace netdyno
