// SPDX-License-Identifier: MIT
#include "engine/train/minibatch_need.h"

#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "tests/support/networks.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::conv;
using test::dense;
using test::layer;
using test::Machine;
using test::recipe_error;

Network batched_network(const Shape& input, std::vector<LayerSpec> layers, const Machine& machine) {
  return {NetworkSpec{.input = input, .init = {}, .layers = std::move(layers)}, machine};
}

TEST(MinibatchNeed, FeaturesAreNotNormalizedAlone) {
  const Machine machine;
  const Network network = batched_network({4}, {dense(3), layer("batchnorm"), dense(2)}, machine);
  const RecipeError left = recipe_error([&] { check_minibatches(network, 9, 8); });
  EXPECT_EQ(left.path(), "batch_size");
  EXPECT_EQ(left.problem(),
            "the batch normalization in layer 1 needs at least two examples in a minibatch, but of "
            "9 examples in minibatches of 8 one is left over");
  EXPECT_EQ(left.hint(), "Set data.train to 8, or another batch_size");
  recipe_error([&] { check_minibatches(network, 10, 1); });
  recipe_error([&] { check_minibatches(network, 1, 8); });
  for (const Index examples : {Index{8}, Index{10}, Index{2}, Index{0}})
    EXPECT_NO_THROW(check_minibatches(network, examples, 8)) << examples;
}

TEST(MinibatchNeed, AnImageHasManyValuesOfAChannel) {
  const Machine machine;
  EXPECT_NO_THROW(
      check_minibatches(batched_network({2, 3, 3}, {layer("batchnorm")}, machine), 9, 8));
  const Network pixel = batched_network({2, 3, 3}, {conv(4, 3), layer("batchnorm")}, machine);
  recipe_error([&] { check_minibatches(pixel, 9, 8); });
}

TEST(MinibatchNeed, IsAskedBeforeTheFirstStepAndAtEachChange) {
  const Recipe recipe = test::tiny_recipe(
      {R"(model.layers=[{"type":"flatten"},{"type":"residual","layers":[{"type":"batchnorm"}]},
         {"type":"dense","units":3}])"});
  test::TinyEngine engine;
  Trainer trainer(recipe, test::tiny_data(recipe), *engine.kernels);
  recipe_error([&] { trainer.set_batch_size(199); });
  recipe_error([&] { trainer.set_batch_size(1); });
  trainer.set_batch_size(50);
  Recipe lone = recipe;
  lone.batch_size = 199;
  recipe_error([&] { Trainer(lone, test::tiny_data(lone), *engine.kernels); });
}

}  // namespace
}  // namespace netdyno
