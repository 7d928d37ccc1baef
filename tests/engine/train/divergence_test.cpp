// SPDX-License-Identifier: MIT
#include "engine/train/divergence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/nn/initializer.h"
#include "engine/train/trainer.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::tiny_recipe;
using test::weights_of;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

class DivergenceTest : public testing::Test {
 protected:
  Trainer make(const Recipe& recipe) { return {recipe, test::tiny_data(recipe), *engine_.kernels}; }

  test::TinyEngine engine_;
};

// Steps until the loss is not finite.
StepResult diverge(Trainer& trainer) {
  for (int i = 0; i < 200; ++i) {
    const StepResult result = trainer.step();
    if (result.divergence) return result;
  }
  ADD_FAILURE() << "the run did not diverge";
  return {};
}

TEST_F(DivergenceTest, PutsTheLastWeightsBackThatGaveAFiniteLoss) {
  Trainer trainer = make(tiny_recipe({"model.layers[4].rate=0"}));
  test::train(trainer, 4);
  const std::vector<float> good = weights_of(trainer.network());
  trainer.set_learning_rate(1e30);
  ASSERT_FALSE(trainer.step().divergence) << "the loss is that before the update";
  const StepResult result = trainer.step();
  ASSERT_TRUE(result.divergence);
  EXPECT_FALSE(std::isfinite(result.train_loss));
  EXPECT_TRUE(std::isnan(result.train_accuracy));
  EXPECT_EQ(result.divergence->step, 6);
  EXPECT_EQ(result.divergence->good_step, 4);
  EXPECT_DOUBLE_EQ(result.divergence->learning_rate, 1e30);
  EXPECT_EQ(weights_of(trainer.network()), good);
}

TEST_F(DivergenceTest, NamesTheFirstLayerThatIsNotFinite) {
  Trainer trainer = make(tiny_recipe());
  trainer.step();
  // Large but finite weights: their product with the input overflows.
  trainer.network().parameters()[2]->value.fill(3e38f);
  const StepResult result = trainer.step();
  ASSERT_TRUE(result.divergence);
  EXPECT_EQ(result.divergence->layer, 5u);
  EXPECT_EQ(result.divergence->layer_type, "dense");
  EXPECT_EQ(result.divergence->what, "output");
  EXPECT_THAT(result.divergence->message(),
              testing::StartsWith("Step 2: the output of layer 5 (dense) is not finite"));
}

TEST_F(DivergenceTest, TellsBadWeightsFromBadOutputs) {
  Trainer trainer = make(tiny_recipe());
  trainer.step();
  trainer.network().parameters()[0]->value.values()[3] = kInfinity;
  const StepResult result = trainer.step();
  ASSERT_TRUE(result.divergence);
  EXPECT_EQ(result.divergence->layer, 0u);
  EXPECT_EQ(result.divergence->what, "weights");
}

TEST_F(DivergenceTest, TellsBadData) {
  Recipe recipe = tiny_recipe();
  std::vector<float> values(200 * 36, 0.5f);
  values[5] = kInfinity;
  const auto dataset = std::make_shared<const Dataset>("broken", recipe.model.input, values,
                                                       std::vector<std::int32_t>(200, 0),
                                                       std::vector<std::string>{"a", "b", "c"});
  recipe.shuffle = false;
  Trainer trainer(recipe, {.train = {dataset, 0, 200}, .validation = {dataset, 0, 0}},
                  *engine_.kernels);
  const StepResult result = trainer.step();
  ASSERT_TRUE(result.divergence);
  EXPECT_EQ(result.divergence->what, "input");
}

TEST_F(DivergenceTest, KeepsTheBadValuesForPanels) {
  Trainer trainer = make(tiny_recipe());
  trainer.set_learning_rate(1e30);
  const StepResult result = diverge(trainer);
  EXPECT_FALSE(trainer.workspace().outputs.back().is_finite());
  EXPECT_EQ(trainer.steps_taken(), result.step);
}

TEST_F(DivergenceTest, GoesOnAfterALowerLearningRate) {
  Trainer trainer = make(tiny_recipe());
  test::train(trainer, 5);
  trainer.set_learning_rate(1e30);
  const std::int64_t step = diverge(trainer).step;
  trainer.set_learning_rate(0.01);
  for (int i = 1; i <= 30; ++i) {
    const StepResult result = trainer.step();
    ASSERT_FALSE(result.divergence) << result.divergence->message();
    EXPECT_EQ(result.step, step + i);
    EXPECT_LT(result.train_loss, 10.0) << "the momentum of the divergence is forgotten";
  }
}

TEST_F(DivergenceTest, TheLastUpdateIsVerifiedBeforeItCounts) {
  Recipe recipe = tiny_recipe({"loss=mse"});
  recipe.optimizer.learning_rate = 1e38;
  Trainer trainer = make(recipe);
  EXPECT_FALSE(trainer.verify()) << "no step was taken";
  const std::vector<float> before = weights_of(trainer.network());
  ASSERT_FALSE(trainer.step().divergence) << "its loss is that before the update";
  EXPECT_FALSE(trainer.has_finite_weights());
  const std::optional<Divergence> found = trainer.verify();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->step, 1);
  EXPECT_EQ(found->what, "weights");
  EXPECT_EQ(found->good_step, 0);
  EXPECT_DOUBLE_EQ(found->learning_rate, 1e38);
  EXPECT_EQ(weights_of(trainer.network()), before);
  EXPECT_FALSE(trainer.verify());
}

TEST_F(DivergenceTest, RunningAveragesAreVerifiedToo) {
  Trainer trainer = make(tiny_recipe({R"(model.layers=[{"type":"flatten"},{"type":"residual",
      "layers":[{"type":"batchnorm"}]},{"type":"dense","units":3}])"}));
  trainer.step();
  trainer.network().layer(1).inner_layers()[0]->buffers()[1].value.values()[0] = kInfinity;
  ASSERT_TRUE(trainer.verify());
  EXPECT_TRUE(trainer.has_finite_weights());
}

TEST_F(DivergenceTest, KeepsRedrawnWeightsThatNeverWorked) {
  Trainer trainer = make(tiny_recipe());
  test::train(trainer, 5);
  trainer.reinitialize(default_init_spec("he"));
  const std::vector<float> drawn = weights_of(trainer.network());
  trainer.network().parameters()[2]->value.fill(3e38f);
  const StepResult result = trainer.step();
  ASSERT_TRUE(result.divergence);
  EXPECT_EQ(result.divergence->good_step, 5);
  EXPECT_NE(weights_of(trainer.network()), drawn)
      << "what was there is put back, not older weights";
}

}  // namespace
}  // namespace netdyno
