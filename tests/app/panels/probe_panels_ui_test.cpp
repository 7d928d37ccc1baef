// SPDX-License-Identifier: MIT
//
// The panels that show what probes measured, and the network's table.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/ui/panel_stage.h"

namespace netdyno::test {

namespace {

using ::testing::ElementsAre;

TEST(SaliencyPanel, PinsTheNextAndThePreviousImages) {
  PanelStage stage("saliency", make_scene(Scene::Running), {.size = {320, 320}});
  stage.click("Next");
  auto sent = only<PinImages>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_THAT(sent->examples, ElementsAre(4, 5, 6, 7));
  stage.click("Previous");
  sent = only<PinImages>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_THAT(sent->examples, ElementsAre(9996, 9997, 9998, 9999));
}

TEST(SaliencyPanel, PinsTheImagesFromATypedPosition) {
  PanelStage stage("saliency", make_scene(Scene::Running), {.size = {320, 320}});
  stage.type_into("##first", "77");
  auto sent = only<PinImages>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_THAT(sent->examples, ElementsAre(77, 78, 79, 80));
  stage.type_into("##first", "-5");
  sent = only<PinImages>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->examples.front(), 0);
}

TEST(SaliencyPanel, PaintsEachImageOncePerMeasurement) {
  PanelStage stage("saliency", make_scene(Scene::Running), {.size = {320, 320}});
  const int painted = stage.textures().painted();
  EXPECT_EQ(painted, 9) << "four images, four maps, one legend";
  stage.frames(5);
  EXPECT_EQ(stage.textures().painted(), painted);
  stage.set_scene(make_scene(Scene::Running));
  stage.frames(5);
  EXPECT_EQ(stage.textures().painted(), painted + 8);
}

TEST(FiltersPanel, PaintsOncePerMeasurement) {
  PanelStage stage("filters", make_scene(Scene::Running), {.size = {320, 320}});
  EXPECT_EQ(stage.textures().painted(), 2) << "filters and legend";
  stage.frames(5);
  EXPECT_EQ(stage.textures().painted(), 2);
}

TEST(NetworkPanel, AClickSelectsALayerAndAnotherOneReleasesIt) {
  PanelStage stage("network", make_scene(Scene::Running), {.size = {410, 400}});
  stage.click("3");
  auto actions = stage.take_actions();
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_EQ(std::get<app::SelectLayer>(actions[0]).layer, 3u);
  stage.selection().layer = 3;
  stage.click("3");
  actions = stage.take_actions();
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_FALSE(std::get<app::SelectLayer>(actions[0]).layer);
}

TEST(DistributionsPanel, MeasuresTheOpenTabOnly) {
  PanelStage stage("distributions", make_scene(Scene::Running), {.size = {650, 300}});
  EXPECT_THAT(stage.panel().probes(), ElementsAre("activations"));
  stage.click("Gradients");
  EXPECT_THAT(stage.panel().probes(), ElementsAre("gradients"));
  stage.click("Weights");
  EXPECT_THAT(stage.panel().probes(), ElementsAre("weights"));
}

TEST(DistributionsPanel, AClickSelectsTheLayer) {
  PanelStage stage("distributions", make_scene(Scene::Running), {.size = {650, 300}});
  stage.click("1 relu");
  const auto actions = stage.take_actions();
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_EQ(std::get<app::SelectLayer>(actions[0]).layer, 1u);
}

TEST(DistributionsPanel, ShowsWhatABinHoldsUnderThePointer) {
  PanelStage stage("distributions", make_scene(Scene::Running), {.size = {650, 300}});
  const std::size_t before = items().size();
  stage.move_to("histogram", 0.5f, 0);
  EXPECT_GT(items().size(), before);
}

TEST(DistributionsPanel, ScrollsManyLayersWithoutDrawingThemAll) {
  PanelStage stage("distributions", make_scene(Scene::Large), {.size = {650, 300}});
  EXPECT_LT(stage.find("histogram").size(), 12u) << "of 30";
}

}  // namespace

}  // namespace netdyno::test
