// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "engine/nn/initializer.h"
#include "engine/optim/optimizer.h"
#include "engine/train/trainer.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::tiny_recipe;
using test::weights_of;

// Steps that leave an epoch's end (step 13) in each half.
constexpr int kSteps = 20;

std::string with_optimizer(const std::string& kind) {
  return "optimizer={\"kind\":\"" + kind + "\",\"learning_rate\":0.01}";
}

class EachOptimizer : public testing::TestWithParam<std::string> {};

TEST_P(EachOptimizer, Trains2NAsNSaveLoadN) {
  const Recipe recipe = tiny_recipe({with_optimizer(GetParam()), "penalty.l2=0.001"});
  const DataSplits data = test::tiny_data(recipe);
  test::TinyEngine engine;
  Trainer through(recipe, data, *engine.kernels);
  test::train(through, kSteps);
  const Trainer::State state = through.save();
  const std::vector<double> losses = test::train(through, kSteps);

  Trainer resumed(recipe, data, *engine.kernels);
  resumed.load(state);
  EXPECT_EQ(resumed.steps_taken(), kSteps);
  EXPECT_EQ(test::train(resumed, kSteps), losses);
  EXPECT_EQ(weights_of(resumed.network()), weights_of(through.network()));
  EXPECT_EQ(resumed.save().meta, through.save().meta);
}

std::vector<std::string> optimizer_names() {
  std::vector<std::string> names;
  for (const OptimizerType& type : optimizer_types()) names.push_back(type.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Registry, EachOptimizer, testing::ValuesIn(optimizer_names()),
                         [](const auto& instance) { return instance.param; });

TEST(TrainerProperty, SavesWhatAPersonChanged) {
  const Recipe recipe = tiny_recipe({with_optimizer("adam")});
  const DataSplits data = test::tiny_data(recipe);
  test::TinyEngine engine;
  Trainer through(recipe, data, *engine.kernels);
  test::train(through, 5);
  through.set_learning_rate(0.003);
  through.set_batch_size(9);
  through.set_layer_option(4, "rate", 0.6);
  through.set_preprocess("mean-image");
  through.set_augmentation({{"rotate", {}}, {"pca_color", {}}});
  through.set_optimizer({"nesterov", 0.003, {}});
  through.set_schedule({"inverse-time", {}});
  through.set_loss("hinge");
  through.reinitialize(default_init_spec("xavier"), 5);
  test::train(through, 5);
  const Trainer::State state = through.save();
  through.reinitialize(default_init_spec("he"));
  const std::vector<double> losses = test::train(through, kSteps);

  Trainer resumed(recipe, data, *engine.kernels);
  resumed.load(state);
  resumed.reinitialize(default_init_spec("he"));
  EXPECT_EQ(test::train(resumed, kSteps), losses);
  EXPECT_EQ(resumed.recipe(), through.recipe());
}

TEST(TrainerProperty, SavesWhatItSawOfTheValidations) {
  const Recipe recipe =
      tiny_recipe({"schedule={\"kind\":\"plateau\",\"patience\":1}", "early_stopping.patience=4",
                   "averaging={\"kind\":\"exponential\",\"decay\":0.9}"});
  const DataSplits data = test::tiny_data(recipe);
  test::TinyEngine engine;
  Trainer through(recipe, data, *engine.kernels);
  const Trainer::State fresh = through.save();  // before the first validation
  Trainer(recipe, data, *engine.kernels).load(fresh);
  for (const double loss : {1.0, 1.1, 1.2, 0.9, 1.0}) {
    test::train(through, 2);
    through.observe_validation({.loss = loss});
  }
  Trainer resumed(recipe, data, *engine.kernels);
  resumed.load(through.save());
  for (Trainer* trainer : {&through, &resumed})
    for (const double loss : {1.0, 1.0, 1.0}) trainer->observe_validation({.loss = loss});
  EXPECT_TRUE(resumed.should_stop());
  EXPECT_DOUBLE_EQ(resumed.step().learning_rate, 0.05 * 0.1 * 0.1 * 0.1);
  through.step();
  EXPECT_EQ(resumed.average().count(), 11);
  for (std::size_t i = 0; i < resumed.average().values().size(); ++i)
    EXPECT_TRUE(
        (resumed.average().values()[i].array() == through.average().values()[i].array()).all());
  EXPECT_EQ(resumed.restore_best().step, 8);
  through.restore_best();
  EXPECT_EQ(weights_of(resumed.network()), weights_of(through.network()));
  EXPECT_EQ(resumed.save().meta, through.save().meta);
}

TEST(TrainerProperty, GoesBackToTheSameGoodWeightsAfterLoading) {
  // Large enough for copies to be some steps apart.
  const Recipe recipe = tiny_recipe({"model.layers[0].filters=1200", "model.layers[4].rate=0"});
  const DataSplits data = test::tiny_data(recipe);
  test::TinyEngine engine;
  Trainer through(recipe, data, *engine.kernels);
  test::train(through, 3);
  const Trainer::State state = through.save();
  Trainer resumed(recipe, data, *engine.kernels);
  resumed.load(state);
  for (Trainer* trainer : {&through, &resumed}) {
    trainer->set_learning_rate(1e30);
    test::train(*trainer, 2);
  }
  EXPECT_EQ(weights_of(resumed.network()), weights_of(through.network()));
  EXPECT_EQ(resumed.save().meta, through.save().meta);
}

TEST(TrainerProperty, SameSeedAndThreadsGiveTheSameBits) {
  for (const int threads : {1, 2, 3}) {
    const Recipe recipe = tiny_recipe({"batch_size=50"});
    const DataSplits data = test::tiny_data(recipe);
    test::TinyEngine engine(threads);
    Trainer first(recipe, data, *engine.kernels);
    Trainer second(recipe, data, *engine.kernels);
    EXPECT_EQ(test::train(first, kSteps), test::train(second, kSteps)) << threads << " threads";
    EXPECT_EQ(weights_of(first.network()), weights_of(second.network())) << threads << " threads";
  }
}

TEST(TrainerProperty, AnotherSeedGivesAnotherRun) {
  test::TinyEngine engine;
  const Recipe one = tiny_recipe();
  const Recipe two = tiny_recipe({"seed=2"});
  const DataSplits data = test::tiny_data(one);
  Trainer first(one, data, *engine.kernels);
  Trainer second(two, data, *engine.kernels);
  EXPECT_NE(weights_of(first.network()), weights_of(second.network()));
}

}  // namespace
}  // namespace netdyno
