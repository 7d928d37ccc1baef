// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cmath>

#include "app/panels/draft_book.h"
#include "engine/nn/initializer.h"
#include "tests/support/ui/panel_stage.h"

namespace netdyno::test {

namespace {

// Order of the "slider" items in example_recipe()'s panel, and of the "box" items beside them.
enum Slider { kRate, kDropout, kMomentum, kBatch, kL2, kL1 };

// Order of its choices.
enum Choice {
  kLadder,
  kSchedule,
  kTarget,
  kScheme,
  kOptimizer,
  kLoss,
  kPreprocess,
  kMetric,
  kAveraging
};

class Controls : public ::testing::Test {
 protected:
  PanelStage stage{"controls", make_scene(Scene::Running), {.size = {300, 1500}}};

  // As if the engine had applied it.
  void apply(const std::function<void(Recipe&)>& change) {
    auto recipe = std::make_shared<Recipe>(*stage.scene().snapshot->recipe);
    change(*recipe);
    auto snapshot = std::make_shared<Snapshot>(*stage.scene().snapshot);
    snapshot->recipe = recipe;
    stage.scene().snapshot = snapshot;
    stage.frames(2);
  }
};

bool overlaps(const app::Rect& box, const Item& item) {
  return box.x < item.max.x && box.x + box.width > item.min.x && box.y < item.max.y &&
         box.y + box.height > item.min.y;
}

TEST_F(Controls, ATooltipNeverCoversItsOwnRow) {
  int seen = 0;
  for (const char* label : {"##slider", "##box"})
    for (std::size_t i = 0; i < stage.find(label).size(); ++i) {
      stage.move_to(label, 0.3f, i);
      const auto tooltip = stage.tooltip();
      if (!tooltip) continue;
      ++seen;
      EXPECT_FALSE(overlaps(*tooltip, stage.get("##slider", i))) << label << " " << i;
      EXPECT_FALSE(overlaps(*tooltip, stage.get("##box", i))) << label << " " << i;
    }
  EXPECT_GE(seen, 10);
}

TEST_F(Controls, WhatIsBeingChangedHasNoTooltip) {
  for (std::size_t i = kRate; i <= kL1; ++i) {
    stage.move_to("##slider", 0.5f, i);
    EXPECT_TRUE(stage.tooltip()) << i;
    stage.hold("##slider", 0.5f, i);
    EXPECT_FALSE(stage.tooltip()) << i;
    stage.move({stage.get("##slider", i).min.x + 20, stage.get("##slider", i).centre().y + 40});
    EXPECT_FALSE(stage.tooltip()) << "held, and the pointer strays: " << i;
    ImGui::GetIO().MouseDown[0] = false;
    stage.frames(2);
  }
  stage.hold("½");
  EXPECT_FALSE(stage.tooltip());
  ImGui::GetIO().MouseDown[0] = false;
  stage.frames(2);
}

TEST_F(Controls, HalvesAndDoublesTheLearningRate) {
  stage.click("½");
  auto sent = only_turn(stage.take_commands(), "optimizer.learning_rate");
  ASSERT_TRUE(sent);
  EXPECT_DOUBLE_EQ(sent->number(), 0.005);
  apply([](Recipe& recipe) { recipe.optimizer.learning_rate = 0.005; });
  stage.click("×2");
  sent = only_turn(stage.take_commands(), "optimizer.learning_rate");
  ASSERT_TRUE(sent);
  EXPECT_DOUBLE_EQ(sent->number(), 0.01);
}

TEST_F(Controls, HalvingTwiceBeforeTheEngineAnswersQuarters) {
  stage.click("½");
  stage.click("½");
  const auto commands = stage.take_commands();
  ASSERT_EQ(commands.size(), 2u);
  EXPECT_DOUBLE_EQ(turned(commands[1], "optimizer.learning_rate")->number(), 0.0025);
}

TEST_F(Controls, TheRateSliderCoversItsDecades) {
  stage.drag_slider("##slider", 0.5f, 0.01f, kRate);
  auto commands = stage.take_commands();
  ASSERT_FALSE(commands.empty());
  for (const Command& command : commands) ASSERT_TRUE(turned(command, "optimizer.learning_rate"));
  EXPECT_NEAR(std::log10(turned(commands.back(), "optimizer.learning_rate")->number()), -5, 0.2);
  stage.drag_slider("##slider", 0.5f, 0.99f, kRate);
  commands = stage.take_commands();
  EXPECT_NEAR(turned(commands.back(), "optimizer.learning_rate")->number(), 10, 1);
}

TEST_F(Controls, TakesATypedRate) {
  stage.type_into("##box", "0.25", kRate);
  const auto sent = only_turn(stage.take_commands(), "optimizer.learning_rate");
  ASSERT_TRUE(sent);
  EXPECT_DOUBLE_EQ(sent->number(), 0.25);
}

TEST_F(Controls, NeverSendsARateThatCannotBe) {
  stage.type_into("##box", "-3", kRate);
  const auto sent = only_turn(stage.take_commands(), "optimizer.learning_rate");
  ASSERT_TRUE(sent);
  EXPECT_GT(sent->number(), 0);
  stage.type_into("##box", "1e999", kRate);
  for (const Command& command : stage.take_commands())
    EXPECT_TRUE(std::isfinite(turned(command, "optimizer.learning_rate")->number()));
}

TEST_F(Controls, ADecimalCommaIsOneAndNothingElseIsLeftOut) {
  stage.type_into("##box", "0,05", kRate);
  const auto sent = only_turn(stage.take_commands(), "optimizer.learning_rate");
  ASSERT_TRUE(sent);
  EXPECT_DOUBLE_EQ(sent->number(), 0.05);
  for (const char* text : {"1,000", "0.0.5", "5x", "0 5", "nan", "1,2,3"}) {
    stage.type_into("##box", text, kRate);
    EXPECT_TRUE(stage.take_commands().empty()) << text;
  }
  stage.type_into("##value", "3,5", 0);  // patience, a whole number
  for (const Command& command : stage.take_commands())
    EXPECT_EQ(turned(command, "early_stopping.patience")->whole(), 0);
}

TEST_F(Controls, EscapeLeavesTheRateAlone) {
  stage.click("##box", kRate);
  stage.press(ImGuiKey_A, true);
  ImGui::GetIO().AddInputCharactersUTF8("5");
  stage.frames();
  stage.press(ImGuiKey_Escape);
  stage.frames(3);
  EXPECT_TRUE(stage.take_commands().empty());
}

TEST_F(Controls, ClimbsTheLadder) {
  stage.click("##choice", kLadder);
  stage.click("0.03");
  const auto sent = only_turn(stage.take_commands(), "optimizer.learning_rate");
  ASSERT_TRUE(sent);
  EXPECT_DOUBLE_EQ(sent->number(), 0.03);
}

TEST_F(Controls, SetsTheOptimizersOwnOptions) {
  stage.drag_slider("##slider", 0.9f, 0.5f, kMomentum);
  const auto commands = stage.take_commands();
  ASSERT_FALSE(commands.empty());
  const auto sent = turned(commands.back(), "optimizer.momentum");
  ASSERT_TRUE(sent);
  EXPECT_NEAR(sent->number(), 0.5, 0.06);
}

TEST_F(Controls, SetsOnePenaltyAndKeepsTheOther) {
  stage.type_into("##box", "0.001", kL1);
  const auto sent = only_turn(stage.take_commands(), "penalty.l1");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->number(), 0.001);
  stage.drag_slider("##slider", 0.5f, 0.0f, kL2);
  const auto commands = stage.take_commands();
  ASSERT_FALSE(commands.empty());
  const auto none = turned(commands.back(), "penalty.l2");
  ASSERT_TRUE(none);
  EXPECT_EQ(none->number(), 0) << "the left end is 0";
}

TEST_F(Controls, SetsTheBatchSizeInWholeExamples) {
  stage.type_into("##box", "100.4", kBatch);
  EXPECT_TRUE(stage.take_commands().empty()) << "no whole number";
  stage.type_into("##box", "100", kBatch);
  auto sent = only_turn(stage.take_commands(), "batch_size");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->whole(), 100);
  stage.type_into("##box", "0", kBatch);
  sent = only_turn(stage.take_commands(), "batch_size");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->whole(), 1);
  stage.type_into("##box", "99999999", kBatch);
  sent = only_turn(stage.take_commands(), "batch_size");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->whole(), 50000) << "all training examples";
}

TEST_F(Controls, SetsTheDropoutRateOfItsLayer) {
  stage.drag_slider("##slider", 0.4f, 1.0f, kDropout);
  const auto commands = stage.take_commands();
  ASSERT_FALSE(commands.empty());
  const auto sent = turned(commands.back(), "model.layers[8].rate");
  ASSERT_TRUE(sent);
  EXPECT_LT(sent->number(), 1.0) << "dropping everything is refused by the engine";
  EXPECT_GT(sent->number(), 0.9);
}

TEST_F(Controls, RedrawsAllWeightsByTheChosenScheme) {
  stage.click("##choice", kScheme);
  stage.click("glorot");
  EXPECT_TRUE(stage.take_commands().empty()) << "nothing before the button is pressed";
  stage.click("Re-draw all weights");
  const auto sent = only_turn(stage.take_commands(), "model.init");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->at("scheme").text(), "glorot");
}

TEST_F(Controls, AChosenSchemeThatWaitsNamesTheOneInUse) {
  EXPECT_FALSE(stage.has("Keep he"));
  stage.click("##choice", kScheme);
  stage.click("zero");
  EXPECT_TRUE(stage.has("Keep he")) << "the weights are still drawn by he";
  stage.click("Keep he");
  EXPECT_FALSE(stage.has("Keep he"));
  EXPECT_TRUE(stage.take_commands().empty());
}

TEST_F(Controls, ARedrawnSchemeIsInUseAndWaitsNoLonger) {
  stage.click("##choice", kScheme);
  stage.click("zero");
  stage.click("Re-draw all weights");
  const auto sent = only_turn(stage.take_commands(), "model.init");
  ASSERT_TRUE(sent);
  apply([&](Recipe& recipe) { recipe.model.init = default_init_spec(sent->at("scheme").text()); });
  EXPECT_FALSE(stage.has("Keep zero"));
  EXPECT_FALSE(stage.has("Keep he"));
}

TEST_F(Controls, TheSchemeInUseDrawsAnewAndIsNoSetting) {
  stage.click("Re-draw all weights");
  const auto sent = only<Redraw>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_FALSE(sent->layer);
}

TEST_F(Controls, AfterARestartTheSchemeInUseIsShownAgain) {
  stage.click("##choice", kScheme);
  stage.click("zero");
  ASSERT_TRUE(stage.has("Keep he"));
  auto snapshot = std::make_shared<Snapshot>(*stage.scene().snapshot);
  snapshot->step = 0;
  stage.scene().snapshot = snapshot;
  stage.frames(2);
  EXPECT_FALSE(stage.has("Keep he"));
}

TEST_F(Controls, RedrawsOneLayerWithItsOptions) {
  stage.click("##choice", kTarget);
  stage.click("layer 7 (dense)");
  stage.click("##choice", kScheme);
  stage.click("gaussian");
  stage.type_into("##box", "0.5", kDropout + 1);
  stage.click("Re-draw layer 7 (dense)");
  const auto sent = only_turn(stage.take_commands(), "model.layers[7].init");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->at("scheme").text(), "gaussian");
  EXPECT_EQ(sent->at("std").number(), 0.5);
}

TEST_F(Controls, ChoosesThePreprocessing) {
  stage.click("##choice", kPreprocess);
  stage.click("standardize");
  const auto sent = only_turn(stage.take_commands(), "data.preprocess");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->text(), "standardize");
}

TEST_F(Controls, ChoosesTheOptimizerAndKeepsTheRate) {
  stage.click("##choice", kOptimizer);
  stage.click("adam");
  const auto sent = only_turn(stage.take_commands(), "optimizer");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->at("kind").text(), "adam");
  EXPECT_EQ(sent->at("learning_rate").number(), 0.01);
}

TEST_F(Controls, ChoosesTheLoss) {
  stage.click("##choice", kLoss);
  stage.click("hinge");
  const auto sent = only_turn(stage.take_commands(), "loss");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->text(), "hinge");
}

TEST_F(Controls, ChoosesAScheduleAndTurnsItsNumbers) {
  stage.click("##choice", kSchedule);
  stage.click("step");
  auto sent = only_turn(stage.take_commands(), "schedule");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->at("kind").text(), "step");
  apply([](Recipe& recipe) { recipe.schedule = {"step", Options(schedule("step").fields)}; });
  // Below the slider of the rate stand those of the base rate and of the factor.
  stage.type_into("##box", "0.5", 2);
  sent = only_turn(stage.take_commands(), "schedule.factor");
  ASSERT_TRUE(sent) << "the other number stays";
  EXPECT_EQ(sent->number(), 0.5);
}

TEST_F(Controls, MovingTheRateTakesOverFromASchedule) {
  apply([](Recipe& recipe) { recipe.schedule.kind = "cosine"; });
  stage.type_into("##box", "0.25", kRate);
  auto commands = stage.take_commands();
  ASSERT_EQ(commands.size(), 2u);
  EXPECT_EQ(turned(commands[0], "schedule")->at("kind").text(), "constant");
  EXPECT_EQ(turned(commands[1], "optimizer.learning_rate")->number(), 0.25);
  stage.type_into("##box", "0.5", 1);  // the base rate
  const auto sent = only_turn(stage.take_commands(), "optimizer.learning_rate");
  ASSERT_TRUE(sent) << "the schedule goes on with another base rate";
  EXPECT_EQ(sent->number(), 0.5);
}

TEST_F(Controls, SwitchesTheAveragedFormOfMomentum) {
  stage.click("averaged velocity");
  EXPECT_EQ(only_turn(stage.take_commands(), "optimizer.averaged"), KnobValue(true));
}

TEST_F(Controls, SetsThePatienceOfEarlyStopping) {
  stage.type_into("##value", "3", 0);
  const auto sent = only_turn(stage.take_commands(), "early_stopping.patience");
  ASSERT_TRUE(sent) << "one command when the box is left, none for each key";
  EXPECT_EQ(sent->whole(), 3);
}

TEST_F(Controls, GoesBackToTheBestWeights) {
  apply([](Recipe& recipe) { recipe.early_stopping.patience = 2; });
  stage.click("Back to the best weights");
  EXPECT_TRUE(stage.take_commands().empty()) << "there are none yet";
  auto snapshot = std::make_shared<Snapshot>(*stage.scene().snapshot);
  snapshot->best = BestWeights{.step = 10, .epoch = 1, .metric = "loss", .value = 0.5};
  stage.scene().snapshot = snapshot;
  stage.frames(2);
  stage.click("Back to the best weights");
  EXPECT_TRUE(only<RestoreBest>(stage.take_commands()));
}

TEST_F(Controls, ChoosesTheAveragingOfWeights) {
  stage.click("##choice", kAveraging);
  stage.click("exponential");
  const auto sent = only_turn(stage.take_commands(), "averaging.kind");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->text(), "exponential");
}

TEST_F(Controls, FollowsTheRecipeThatTheEngineShows) {
  apply([](Recipe& recipe) { recipe.optimizer.kind = "sgd"; });
  EXPECT_EQ(stage.find("##slider").size(), 5u) << "plain SGD has no momentum";
}

TEST(DraftBook, ShowsADraftUntilTheEngineHasIt) {
  app::DraftBook drafts;
  EXPECT_EQ(drafts.shown("x", 1, 0), 1);
  drafts.mark_sent("x", 2, 10);
  EXPECT_EQ(drafts.shown("x", 1, 10.1), 2);
  EXPECT_EQ(drafts.shown("x", 2, 10.2), 2);
  EXPECT_EQ(drafts.shown("x", 5, 10.3), 5) << "taken over: what follows is the engine's";
}

TEST(DraftBook, GivesUpOnAValueThatWasRefused) {
  app::DraftBook drafts;
  drafts.mark_sent("x", 2, 10);
  EXPECT_EQ(drafts.shown("x", 1, 20), 1);
  drafts.keep("y", 7);
  EXPECT_EQ(drafts.shown("y", 1, 1000), 7) << "still being edited";
  drafts.forget("y");
  EXPECT_EQ(drafts.shown("y", 1, 1000), 1);
}

}  // namespace

}  // namespace netdyno::test
