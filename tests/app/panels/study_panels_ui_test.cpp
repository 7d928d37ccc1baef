// SPDX-License-Identifier: MIT
//
// The panels that examine the network on demand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/study/study.h"
#include "tests/support/ui/panel_stage.h"

namespace netdyno::test {

namespace {

using ::testing::IsEmpty;

// A running session whose studies are under way.
SceneData busy_scene() {
  SceneData scene = make_scene(Scene::Running);
  auto snapshot = std::make_shared<Snapshot>(*scene.snapshot);
  for (auto& [name, report] : snapshot->studies) {
    StudyReport busy = *report;
    std::visit([](auto& found) { found.is_running = true, found.progress = 0.4; }, busy);
    if (auto* moved = std::get_if<SensitivityReport>(&busy)) moved->curves.clear();
    report = std::make_shared<const StudyReport>(std::move(busy));
  }
  scene.snapshot = snapshot;
  return scene;
}

PanelStage panel(const std::string& id, SceneData scene) {
  return PanelStage(id, std::move(scene), {.size = {650, 270}});
}

TEST(GradientCheckPanel, RunsForTheRecipesLoss) {
  PanelStage stage = panel("gradient_check", make_scene(Scene::NoSteps));
  stage.click("Check gradients");
  const auto sent = only<RunStudy>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->study, "check");
  EXPECT_EQ(sent->options.at("loss"), OptionValue(std::string()));
}

TEST(GradientCheckPanel, RunsForAnotherLoss) {
  PanelStage stage = panel("gradient_check", make_scene(Scene::Running));
  stage.click("##choice");
  stage.click("hinge");
  stage.click("Check gradients");
  const auto sent = only<RunStudy>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->options.at("loss"), OptionValue(std::string("hinge")));
}

TEST(GradientCheckPanel, AClickSelectsTheLayer) {
  PanelStage stage = panel("gradient_check", make_scene(Scene::Running));
  stage.click("3 conv");
  const auto actions = stage.take_actions();
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_EQ(std::get<app::SelectLayer>(actions[0]).layer, 3u);
}

TEST(SensitivityPanel, RunsOnDemand) {
  PanelStage stage = panel("sensitivity", make_scene(Scene::NoSteps));
  stage.click("Measure sensitivity");
  const auto sent = only<RunStudy>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->study, "sensitivity");
}

TEST(StudyPanels, AreCancelledWhileTheyRun) {
  for (const auto& [id, study, run] :
       {std::tuple{"gradient_check", "check", "Check gradients"},
        std::tuple{"sensitivity", "sensitivity", "Measure sensitivity"}}) {
    PanelStage stage = panel(id, busy_scene());
    EXPECT_THAT(stage.clipped_items(), IsEmpty()) << id;
    EXPECT_TRUE(stage.get(run).is_disabled);
    stage.click("Cancel");
    const auto sent = only<CancelStudy>(stage.take_commands());
    ASSERT_TRUE(sent) << id;
    EXPECT_EQ(sent->study, study);
  }
}

TEST(StudyPanels, HaveNoCancelWhenNothingRuns) {
  EXPECT_FALSE(panel("gradient_check", make_scene(Scene::Running)).has("Cancel"));
  EXPECT_FALSE(panel("sensitivity", make_scene(Scene::Running)).has("Cancel"));
}

}  // namespace

}  // namespace netdyno::test
