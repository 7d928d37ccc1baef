// SPDX-License-Identifier: MIT
//
// The panels that examine the network on demand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/study/gradient_check.h"
#include "engine/study/sensitivity.h"
#include "tests/support/ui/panel_stage.h"

namespace netdyno::test {

namespace {

using ::testing::IsEmpty;

// A running session whose studies are under way.
SceneData busy_scene() {
  SceneData scene = make_scene(Scene::Running);
  auto snapshot = std::make_shared<Snapshot>(*scene.snapshot);
  auto check = std::make_shared<GradientCheckReport>(*snapshot->gradient_check);
  auto sensitivity = std::make_shared<SensitivityReport>(*snapshot->sensitivity);
  check->is_running = sensitivity->is_running = true;
  check->progress = sensitivity->progress = 0.4;
  sensitivity->curves.clear();
  snapshot->gradient_check = check;
  snapshot->sensitivity = sensitivity;
  scene.snapshot = snapshot;
  return scene;
}

PanelStage panel(const std::string& id, SceneData scene) {
  return PanelStage(id, std::move(scene), {.size = {650, 270}});
}

TEST(GradientCheckPanel, RunsForTheRecipesLoss) {
  PanelStage stage = panel("gradient_check", make_scene(Scene::NoSteps));
  stage.click("Check gradients");
  const auto sent = only<RunGradientCheck>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->loss, "");
}

TEST(GradientCheckPanel, RunsForAnotherLoss) {
  PanelStage stage = panel("gradient_check", make_scene(Scene::Running));
  stage.click("##choice");
  stage.click("hinge");
  stage.click("Check gradients");
  const auto sent = only<RunGradientCheck>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->loss, "hinge");
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
  EXPECT_TRUE(only<RunSensitivity>(stage.take_commands()));
}

TEST(StudyPanels, AreCancelledWhileTheyRun) {
  for (const auto& [id, run] : {std::pair{"gradient_check", "Check gradients"},
                                std::pair{"sensitivity", "Measure sensitivity"}}) {
    PanelStage stage = panel(id, busy_scene());
    EXPECT_THAT(stage.clipped_items(), IsEmpty()) << id;
    EXPECT_TRUE(stage.get(run).is_disabled);
    stage.click("Cancel");
    EXPECT_TRUE(only<CancelStudies>(stage.take_commands())) << id;
  }
}

TEST(StudyPanels, HaveNoCancelWhenNothingRuns) {
  EXPECT_FALSE(panel("gradient_check", make_scene(Scene::Running)).has("Cancel"));
  EXPECT_FALSE(panel("sensitivity", make_scene(Scene::Running)).has("Cancel"));
}

}  // namespace

}  // namespace netdyno::test
