// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/ui/panel_stage.h"

namespace netdyno::test {

namespace {

TEST(RangeTestPanel, RunsATestAndUsesItsSuggestion) {
  PanelStage stage("range_test", make_scene(Scene::Running), {.size = {650, 340}});
  stage.click("Run range test");
  const auto run = only<RunStudy>(stage.take_commands());
  ASSERT_TRUE(run);
  EXPECT_EQ(run->study, "range-test");
  EXPECT_EQ(run->options.at("from_start"), OptionValue(false));
  stage.click("Use η = 0.01");
  const auto sent = only_turn(stage.take_commands(), "optimizer.learning_rate");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->number(), 0.01);
}

TEST(RangeTestPanel, ATestFromTheInitialWeightsEndsInARestart) {
  SceneData scene = make_scene(Scene::Running);
  auto snapshot = std::make_shared<Snapshot>(*scene.snapshot);
  RangeTestResult test = *study_report<RangeTestResult>(snapshot.get(), "range-test");
  test.from_start = true;
  snapshot->studies["range-test"] = std::make_shared<const StudyReport>(std::move(test));
  scene.snapshot = snapshot;
  PanelStage stage("range_test", std::move(scene), {.size = {650, 340}});
  stage.click("From the initial weights");
  const auto sent = only<RunStudy>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->options.at("from_start"), OptionValue(true));
  stage.click("Restart with η = 0.01");
  const std::vector<Command> commands = stage.take_commands();
  ASSERT_EQ(commands.size(), 2u);
  EXPECT_EQ(turned(commands[0], "optimizer.learning_rate")->number(), 0.01);
  EXPECT_TRUE(std::holds_alternative<Restart>(commands[1]));
}

TEST(RangeTestPanel, CancelsATestThatIsUnderWay) {
  SceneData scene = make_scene(Scene::Running);
  auto snapshot = std::make_shared<Snapshot>(*scene.snapshot);
  RangeTestResult test = *study_report<RangeTestResult>(snapshot.get(), "range-test");
  test.is_running = true;
  test.suggestion.reset();
  snapshot->studies["range-test"] = std::make_shared<const StudyReport>(std::move(test));
  scene.snapshot = snapshot;
  PanelStage stage("range_test", std::move(scene), {.size = {650, 340}});
  stage.click("Cancel");
  const auto sent = only<CancelStudy>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->study, "range-test");
}

TEST(AugmentationEditor, AddsStrengthensAndRemovesSteps) {
  PanelStage stage("data", make_scene(Scene::Running), {.size = {865, 460}});
  stage.click("Augmented");
  stage.click("##choice", 1);  // below the choice of the data set
  stage.click("rotate");
  auto sent = only_turn(stage.take_commands(), "data.augment");
  ASSERT_TRUE(sent);
  ASSERT_FALSE(sent->json().empty());
  EXPECT_EQ(sent->json().back().at("type"), "rotate");
  auto snapshot = std::make_shared<Snapshot>(*stage.scene().snapshot);
  auto recipe = std::make_shared<Recipe>(*snapshot->recipe);
  recipe->data.augment = {{"rotate", Options(augmentation("rotate").fields)}};
  snapshot->recipe = recipe;
  stage.scene().snapshot = snapshot;
  stage.frames(2);
  stage.type_into("##box", "25");
  sent = only_turn(stage.take_commands(), "data.augment[0].degrees");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->number(), 25);
  stage.click("Remove");
  sent = only_turn(stage.take_commands(), "data.augment");
  ASSERT_TRUE(sent);
  EXPECT_TRUE(sent->json().empty());
}

}  // namespace

}  // namespace netdyno::test
