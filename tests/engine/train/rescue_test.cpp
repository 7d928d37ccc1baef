// SPDX-License-Identifier: MIT
//
// What a person gets back after a knob ruined the network: weights that were good by what they
// classified, not by one lucky example.
#include <gtest/gtest.h>

#include <filesystem>

#include "engine/nn/loss.h"
#include "engine/train/evaluator.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

// Trains well with minibatches of 32; single examples ruin it within some dozens of steps.
Recipe fragile_recipe() {
  const auto file = std::filesystem::path(NETDYNO_SOURCE_DIR) / "assets/recipes/moons.json";
  return read_recipe(
      file, {"optimizer.learning_rate=0.2", "loss=mse", R"(model.layers[1]={"type":"relu"})",
             R"(model.layers[3]={"type":"relu"})"});
}

double accuracy(Trainer& trainer) {
  Evaluator evaluator;
  evaluator.begin(trainer.data().validation);
  while (!evaluator.advance(trainer.network(), loss_function(trainer.recipe().loss),
                            trainer.preprocessor(), 100)) {
  }
  return evaluator.result().accuracy;
}

// As a slider is dragged to 1, five steps at each place; then until the loss is not finite.
std::optional<Divergence> drag_batch_size_to_one(Trainer& trainer) {
  for (const Index size : {24, 16, 8, 4, 2, 1}) {
    trainer.set_batch_size(size);
    for (int i = 0; i < 5; ++i)
      if (const StepResult result = trainer.step(); result.divergence) return result.divergence;
  }
  for (int i = 0; i < 3000; ++i)
    if (const StepResult result = trainer.step(); result.divergence) return result.divergence;
  return std::nullopt;
}

TEST(Rescue, BringsBackWhatClassifiedWellBeforeTheBatchSizeWasOne) {
  const Recipe recipe = fragile_recipe();
  const DataSplits data = test::tiny_data(recipe);
  test::TinyEngine engine;
  Trainer trainer(recipe, data, *engine.kernels);
  test::train(trainer, 600);
  const double before = accuracy(trainer);
  ASSERT_GT(before, 0.95);
  const std::optional<Divergence> divergence = drag_batch_size_to_one(trainer);
  ASSERT_TRUE(divergence) << "the recipe is no longer fragile";
  EXPECT_GT(divergence->step, 620);
  EXPECT_EQ(divergence->good_step, 600) << "from before the knob was turned";
  EXPECT_NEAR(accuracy(trainer), before, 0.02);

  trainer.set_batch_size(32);
  for (const double loss : test::train(trainer, 200)) EXPECT_LT(loss, 1) << "it trains on";
  EXPECT_NEAR(accuracy(trainer), before, 0.05);
}

TEST(Rescue, IsTheSameAfterSavingInTheMiddleOfTheTrial) {
  const Recipe recipe = fragile_recipe();
  const DataSplits data = test::tiny_data(recipe);
  test::TinyEngine engine;
  Trainer trainer(recipe, data, *engine.kernels);
  test::train(trainer, 600);
  trainer.set_batch_size(1);
  test::train(trainer, 5);
  Trainer resumed(recipe, data, *engine.kernels);
  resumed.load(trainer.save());
  EXPECT_FALSE(resumed.are_weights_proven());
  const auto diverge = [](Trainer& each) -> std::int64_t {
    for (int i = 0; i < 3000; ++i)
      if (const StepResult result = each.step(); result.divergence)
        return result.divergence->good_step;
    return -1;
  };
  EXPECT_EQ(diverge(resumed), diverge(trainer));
  EXPECT_EQ(test::weights_of(resumed.network()), test::weights_of(trainer.network()));
}

}  // namespace
}  // namespace netdyno
