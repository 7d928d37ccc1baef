// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "tests/support/ui/panel_stage.h"

namespace netdyno::test {

namespace {

PanelStage transport(Scene scene) {
  return PanelStage("transport", make_scene(scene), {.size = {1268, 46}});
}

TEST(TransportPanel, EachButtonSendsItsCommand) {
  PanelStage stage = transport(Scene::Paused);
  stage.click("Train");
  EXPECT_TRUE(only<Play>(stage.take_commands()));
  stage.click("One step");
  EXPECT_TRUE(only<StepOnce>(stage.take_commands()));
  stage.click("One epoch");
  EXPECT_TRUE(only<StepEpoch>(stage.take_commands()));
  stage.click("Restart, same weights");
  const auto restart = only<Restart>(stage.take_commands());
  ASSERT_TRUE(restart);
  EXPECT_FALSE(restart->new_seed);
  stage.click("Restart, seed 2");
  const auto reseeded = only<Restart>(stage.take_commands());
  ASSERT_TRUE(reseeded);
  EXPECT_EQ(reseeded->new_seed, 2u);
}

TEST(TransportPanel, PausesARunningTraining) {
  PanelStage stage = transport(Scene::Running);
  EXPECT_FALSE(stage.has("Train"));
  stage.click("Pause");
  EXPECT_TRUE(only<Pause>(stage.take_commands()));
}

TEST(TransportPanel, SendsNothingWithoutARun) {
  for (const Scene scene : {Scene::Starting, Scene::Loading, Scene::Failed}) {
    PanelStage stage = transport(scene);
    for (const char* label : {"Train", "One step", "One epoch", "Restart, same weights"}) {
      EXPECT_TRUE(stage.get(label).is_disabled) << label;
      stage.click(label);
    }
    EXPECT_TRUE(stage.take_commands().empty());
  }
}

TEST(TransportPanel, HoldsTrainingToAPace) {
  // As high as the window, where the list has room.
  PanelStage stage("transport", make_scene(Scene::Running), {.size = {1268, 400}});
  stage.click("##pace");
  stage.click("3 steps/s");
  const auto pace = only<SetPace>(stage.take_commands());
  ASSERT_TRUE(pace);
  EXPECT_EQ(pace->steps_per_second, 3);
}

TEST(TransportPanel, LeavesOutWhatHasNoRoomBesideTheState) {
  PanelStage wide("transport", make_scene(Scene::Diverged), {.size = {1268, 46}});
  EXPECT_TRUE(wide.has("##pace"));
  PanelStage narrow("transport", make_scene(Scene::Diverged), {.size = {760, 46}});
  EXPECT_FALSE(narrow.has("##pace"));
  PanelStage high("transport", make_scene(Scene::Diverged), {.size = {760, 200}});
  EXPECT_TRUE(high.has("##pace")) << "there it goes into another line";
}

TEST(TransportPanel, WhatHasNoRoomIsInAMenu) {
  EXPECT_FALSE(transport(Scene::Running).has("…"));
  for (const float width : {800.0f, 640.0f, 480.0f}) {
    PanelStage stage("transport", make_scene(Scene::Running), {.size = {width, 46}});
    EXPECT_TRUE(stage.clipped_items().empty()) << width << ": " << stage.clipped_items().front();
    stage.click("…");
    EXPECT_TRUE(stage.has("##pace")) << width;
    EXPECT_TRUE(stage.has("Restart, seed 2")) << width;
  }
  PanelStage stage("transport", make_scene(Scene::Running), {.size = {480, 46}});
  stage.click("…");
  stage.click("Restart, seed 2");
  EXPECT_TRUE(only<Restart>(stage.take_commands()));
}

TEST(TransportPanel, CanGoOnAfterADivergence) {
  PanelStage stage = transport(Scene::Diverged);
  stage.click("Restart, same weights");
  EXPECT_TRUE(only<Restart>(stage.take_commands()));
}

}  // namespace

}  // namespace netdyno::test
