// SPDX-License-Identifier: MIT
#include "engine/study/overfit.h"

#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::tiny_recipe;

TEST(OverfitRecipe, KeepsTheNetworkAndLeavesOutWhatWorksAgainstOverfitting) {
  Recipe recipe = tiny_recipe({"penalty={\"l2\":0.01,\"l1\":0.01}", "schedule.kind=cosine",
                               "averaging.kind=uniform", "early_stopping.patience=2",
                               "data.augment=[{\"type\":\"flip\"}]", "loss=hinge"});
  LayerSpec block{
      .type = "residual", .options = {}, .init = {}, .layers = {recipe.model.layers[4]}};
  recipe.model.layers.insert(recipe.model.layers.begin() + 4, block);
  const Recipe few = overfit_recipe(recipe, 24);
  EXPECT_EQ(few.data.train, 24);
  EXPECT_EQ(few.data.validation, 0);
  EXPECT_TRUE(few.data.augment.empty());
  EXPECT_EQ(few.penalty, Penalty{});
  EXPECT_EQ(few.schedule, ScheduleSpec{});
  EXPECT_EQ(few.early_stopping, EarlyStoppingSpec{});
  EXPECT_EQ(few.averaging, AveragingSpec{});
  EXPECT_EQ(few.batch_size, 16) << "the recipe's, for it is smaller";
  EXPECT_EQ(few.model.layers[4].layers[0].options.real("rate"), 0.0);
  EXPECT_EQ(few.model.layers[5].options.real("rate"), 0.0);
  EXPECT_EQ(few.model.layers[0], recipe.model.layers[0]);
  EXPECT_EQ(few.optimizer, recipe.optimizer);
  EXPECT_EQ(few.loss, "hinge");
}

TEST(OverfitRecipe, AsksForNoMoreThanThereIs) {
  EXPECT_EQ(overfit_recipe(tiny_recipe(), 8).batch_size, 8);
  EXPECT_EQ(overfit_recipe(tiny_recipe(), 1000).data.train, 200);
  EXPECT_EQ(overfit_recipe(tiny_recipe({"data.train=0"}), 100).data.train, 100);
  EXPECT_THROW(overfit_recipe(tiny_recipe(), 0), RecipeError);
}

OverfitResult overfit_tiny(const std::vector<std::string>& overrides, OverfitOptions options) {
  const Recipe recipe = tiny_recipe(overrides);
  test::TinyEngine engine;
  const Trainer trainer(recipe, test::tiny_data(recipe), *engine.kernels);
  options.examples = 24;
  Overfit overfit(trainer, options);
  EXPECT_EQ(overfit.report().examples, 24);
  while (!overfit.advance()) {
  }
  EXPECT_EQ(trainer.steps_taken(), 0) << "it trains a network of its own";
  return overfit.report();
}

TEST(Overfit, LearnsRandomLabelsByHeart) {
  const OverfitResult result = overfit_tiny({"optimizer.kind=adam"}, {.steps = 3000});
  EXPECT_TRUE(result.reached);
  EXPECT_LT(result.loss, 0.01);
  EXPECT_EQ(result.accuracy, 1.0);
  EXPECT_LT(result.steps, 3000);
}

TEST(Overfit, SaysWhatItReachedWhereItCannot) {
  // A network whose weights hardly move.
  const OverfitResult result =
      overfit_tiny({"optimizer.learning_rate=1e-9"}, {.threshold = 0.01, .steps = 7});
  EXPECT_FALSE(result.reached);
  EXPECT_EQ(result.steps, 7);
  EXPECT_GT(result.loss, 0.1);
  EXPECT_FALSE(result.divergence);
}

TEST(Overfit, EndsWithADivergence) {
  const OverfitResult result = overfit_tiny({"optimizer.learning_rate=1e30"}, {});
  EXPECT_TRUE(result.divergence);
  EXPECT_FALSE(result.reached);
  EXPECT_LT(result.steps, 10);
}

}  // namespace
}  // namespace netdyno
