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

TEST(DistributionsPanel, ShowsEveryViewOfEveryTab) {
  for (const char* view : {"ridge", "percentiles", "overlay", "by depth", "all layers"}) {
    PanelStage stage("distributions", make_scene(Scene::Running), {.size = {650, 300}});
    stage.click("##choice");
    stage.click(view);
    for (const char* tab : {"Gradients", "Updates", "Activations"}) {
      stage.click(tab);
      stage.frames(2);
      EXPECT_THAT(stage.clipped_items(), ::testing::IsEmpty()) << view << " of " << tab;
    }
    EXPECT_EQ(stage.has("ridge"), std::string(view) == "ridge");
    stage.move({300, 200});  // over what is drawn
    stage.frames(2);
  }
}

TEST(PredictionsPanel, AClickedCellAsksForItsImages) {
  PanelStage stage("predictions", make_scene(Scene::Running), {.size = {865, 400}});
  stage.move_to("cells", 0.05f);
  stage.click("cells");
  const auto focus = only<SetFocus>(stage.take_commands());
  ASSERT_TRUE(focus);
  EXPECT_TRUE(focus->focus.cell);
}

TEST(PredictionsPanel, PinsTheChosenImage) {
  PanelStage stage("predictions", make_scene(Scene::Running), {.size = {865, 400}});
  stage.click("picture");
  stage.click("Pin");
  const auto pins = only<PinImages>(stage.take_commands());
  ASSERT_TRUE(pins);
  EXPECT_EQ(pins->examples.front(), 0);
  ASSERT_EQ(stage.take_actions().size(), 1u);
}

TEST(PredictionsPanel, EvaluatesTheTestFileOnDemandOnly) {
  PanelStage stage("predictions", make_scene(Scene::Running), {.size = {865, 400}});
  stage.click("Test file");
  EXPECT_TRUE(stage.take_commands().empty());
  stage.click("Evaluate test file");
  ASSERT_TRUE(only<EvaluateTest>(stage.take_commands()));
  stage.click("With augmentation");
  const auto augmented = only<EvaluateTest>(stage.take_commands());
  ASSERT_TRUE(augmented);
  EXPECT_TRUE(augmented->with_augmentation);
}

TEST(SaliencyPanel, ChoosesAMethodAndShowsItsHistory) {
  PanelStage stage("saliency", make_scene(Scene::Running), {.size = {410, 420}});
  stage.click("##choice");
  stage.click("Grad-CAM");
  const auto focus = only<SetFocus>(stage.take_commands());
  ASSERT_TRUE(focus);
  EXPECT_EQ(focus->focus.saliency, SaliencyMethod::GradCam);
  stage.click("history");
  stage.click("one scale");
  EXPECT_THAT(stage.clipped_items(), ::testing::IsEmpty());
}

TEST(FiltersPanel, ShowsMapsOfTheChosenLayer) {
  PanelStage stage("filters", make_scene(Scene::Running), {.size = {410, 420}});
  EXPECT_THAT(stage.panel().probes(), ElementsAre("filters"));
  stage.click("Feature maps");
  EXPECT_THAT(stage.panel().probes(), ElementsAre("feature_maps"));
  stage.click("##choice");
  stage.click("1 relu");
  const auto focus = only<SetFocus>(stage.take_commands());
  ASSERT_TRUE(focus);
  EXPECT_EQ(focus->focus.maps_layer, 1u);
}

TEST(CurvesPanel, DrawsAnotherMetricBelowTheLoss) {
  PanelStage stage("curves", make_scene(Scene::Running), {.size = {865, 460}});
  EXPECT_TRUE(stage.panel().probes().empty());
  stage.click("##choice", 1);
  stage.click("update/weight ratio");
  EXPECT_THAT(stage.panel().probes(), ElementsAre("updates", "weights"));
  stage.frames(2);
  EXPECT_THAT(stage.clipped_items(), ::testing::IsEmpty());
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
