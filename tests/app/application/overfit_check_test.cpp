// SPDX-License-Identifier: MIT
#include "app/application/overfit_check.h"

#include <gtest/gtest.h>

#include "tests/support/tiny_training.h"

namespace netdyno::app {
namespace {

class OverfitCheckTest : public testing::Test {
 protected:
  OverfitCheckTest() : few_(check_.begin("whole", test::tiny_recipe({"epochs=3"}), 24)) {
    snapshot_.recipe = std::make_shared<const Recipe>(few_);
    snapshot_.state = RunState::Running;
    snapshot_.steps_per_epoch = 2;  // 24 examples, 16 at once
    check_.judge(&snapshot_, {});
  }

  void steps(int count, double loss) {
    for (int i = 0; i < count; ++i)
      history_.append(
          StepRecord{.step = static_cast<std::int64_t>(history_.size()) + 1, .train_loss = loss});
  }
  auto judge() { return check_.judge(&snapshot_, history_); }

  OverfitCheck check_;
  Recipe few_;
  Snapshot snapshot_;
  History history_;
};

TEST_F(OverfitCheckTest, TrainsAsLongAsTheCommandLineHoweverFewTheRecipesEpochs) {
  EXPECT_EQ(few_.data.train, 24);
  EXPECT_EQ(few_.epochs * snapshot_.steps_per_epoch, OverfitOptions().steps);
}

TEST_F(OverfitCheckTest, WaitsUntilTheExamplesAreLearntAndSaysSoOnce) {
  steps(300, 0.5);
  EXPECT_FALSE(judge()) << "neither learnt nor given up";
  steps(1, 0.001);
  EXPECT_FALSE(judge()) << "a pass has two steps";
  steps(1, 0.001);
  const auto verdict = judge();
  ASSERT_TRUE(verdict);
  EXPECT_TRUE(verdict->is_learnt);
  EXPECT_DOUBLE_EQ(verdict->loss, 0.001);
  EXPECT_EQ(verdict->steps, 302);
  EXPECT_FALSE(judge());
}

TEST_F(OverfitCheckTest, EndsWhenTheRunOfBeforeGoesOn) {
  OverfitCheck check;
  check.begin("whole", test::tiny_recipe(), 24, 5);
  check.run_started(6);
  EXPECT_TRUE(check.is_active()) << "the examples' own run";
  check.run_started(5);
  EXPECT_FALSE(check.is_active());
  check.begin("whole", test::tiny_recipe(), 24, 5);
  check.run_forgotten(5);
  EXPECT_EQ(check.end().run, 0);
}

TEST_F(OverfitCheckTest, GivesUpAfterTheMostSteps) {
  steps(static_cast<int>(OverfitOptions().steps) - 1, 0.7);
  EXPECT_FALSE(judge());
  steps(1, 0.7);
  const auto verdict = judge();
  ASSERT_TRUE(verdict);
  EXPECT_FALSE(verdict->is_learnt);
}

TEST_F(OverfitCheckTest, DoesNotJudgeTheRunBefore) {
  OverfitCheck check;
  check.begin("whole", test::tiny_recipe(), 24);
  Snapshot old = snapshot_;
  old.recipe = std::make_shared<const Recipe>(test::tiny_recipe());
  steps(10, 1e-6);
  EXPECT_FALSE(check.judge(&old, history_));
  EXPECT_FALSE(check.judge(&old, history_));
}

TEST_F(OverfitCheckTest, KnowsTheWayBack) {
  ASSERT_TRUE(check_.is_active());
  const auto [name, recipe, run] = check_.end();
  EXPECT_EQ(name, "whole");
  EXPECT_EQ(recipe, test::tiny_recipe({"epochs=3"}));
  EXPECT_FALSE(check_.is_active());
}

}  // namespace
}  // namespace netdyno::app
