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
  for (const char* view :
       {"ridge", "percentiles", "overlay", "by depth", "by unit", "all layers"}) {
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

// The scene's newest answers in the other order, some steps later.
void measure_again(PanelStage& stage) {
  auto snapshot = std::make_shared<Snapshot>(*stage.scene().snapshot);
  auto result = std::make_shared<ProbeResult>(*snapshot->probes.find("predictions")->second);
  std::ranges::reverse(std::get<PredictionSet>(result->value).shown);
  result->step += 10;
  snapshot->probes["predictions"] = result;
  stage.scene().snapshot = snapshot;
  stage.frames(2);
}

TEST(PredictionsPanel, HoldsOrderAndSizesWhileAnImageIsChosen) {
  PanelStage stage("predictions", make_scene(Scene::Running), {.size = {865, 400}});
  const auto& set =
      std::get<PredictionSet>(stage.scene().snapshot->probes.find("predictions")->second->value);
  const Index chosen = set.shown[1].answer.example;
  const Item before = stage.get("picture", 1);
  stage.click("picture", 1);
  const Item after = stage.get("picture", 1), large = stage.get("large");
  EXPECT_EQ(after.max.x - after.min.x, before.max.x - before.min.x) << "no reflow";
  EXPECT_EQ(after.min.x, before.min.x);
  EXPECT_GT(large.max.x - large.min.x, 1.5f * (after.max.x - after.min.x));
  measure_again(stage);
  stage.click("Pin");
  const auto pins = only<PinImages>(stage.take_commands());
  ASSERT_TRUE(pins);
  EXPECT_EQ(pins->examples.front(), chosen);
  stage.click("Back");
  EXPECT_FALSE(stage.has("large"));
  stage.click("picture", 1);
  stage.click("Pin");
  const auto later = only<PinImages>(stage.take_commands());
  ASSERT_TRUE(later);
  EXPECT_NE(later->examples.front(), chosen) << "the newest order";
}

TEST(PredictionsPanel, EvaluatesTheTestFileOnDemandOnly) {
  PanelStage stage("predictions", make_scene(Scene::Running), {.size = {865, 400}});
  stage.click("Test file");
  EXPECT_TRUE(stage.take_commands().empty());
  stage.click("Evaluate test file");
  const auto plain = only<RunStudy>(stage.take_commands());
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->study, "evaluate");
  EXPECT_EQ(plain->options.at("split"), OptionValue(std::string("test")));
  EXPECT_FALSE(plain->options.contains("tta"));
  stage.click("With augmentation");
  const auto augmented = only<RunStudy>(stage.take_commands());
  ASSERT_TRUE(augmented);
  EXPECT_EQ(augmented->options.at("tta"), OptionValue(true));
}

TEST(SaliencyPanel, ChoosesAMethodAndShowsItsHistory) {
  PanelStage stage("saliency", make_scene(Scene::Running), {.size = {410, 420}});
  stage.click("##choice");
  stage.click("Grad-CAM");
  const auto focus = only<SetFocus>(stage.take_commands());
  ASSERT_TRUE(focus);
  EXPECT_EQ(focus->focus.saliency, SaliencyMethod::GradCam);
  stage.click("View");
  stage.click("history");
  stage.click("one range for all images");
  stage.click("View");
  stage.frames(2);
  EXPECT_THAT(stage.clipped_items(), ::testing::IsEmpty());
}

// The running scene, measured once more after `steps` steps.
SceneData later_scene(std::int64_t steps) {
  SceneData scene = make_scene(Scene::Running);
  Snapshot snapshot = *scene.snapshot;
  for (auto& [id, measured] : snapshot.probes) {
    ProbeResult later = *measured;
    later.step += steps;
    measured = std::make_shared<ProbeResult>(std::move(later));
  }
  scene.snapshot = std::make_shared<Snapshot>(std::move(snapshot));
  return scene;
}

template <typename T>
std::vector<T> all_of(const std::vector<app::Action>& actions) {
  std::vector<T> found;
  for (const app::Action& action : actions)
    if (const T* one = std::get_if<T>(&action)) found.push_back(*one);
  return found;
}

TEST(SaliencyPanel, ShowsEarlierStepsByKeyAndReplaysThem) {
  PanelStage stage("saliency", make_scene(Scene::Running), {.size = {410, 420}});
  EXPECT_TRUE(stage.get("Replay").is_disabled) << "there is one moment only";
  const float before = stage.get("map").min.y;
  stage.set_scene(later_scene(100));
  stage.frames(2);
  EXPECT_EQ(stage.get("map").min.y, before) << "the row had its place from the start";
  const std::int64_t first = make_scene(Scene::Running).snapshot->probes.at("saliency")->step;
  stage.take_actions();
  stage.pressed() = {app::Intent::EarlierImages};
  stage.frames(1);
  stage.pressed() = {};
  const auto shown = all_of<app::ShowImageStep>(stage.take_actions());
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown[0].step, first);
  stage.click("Replay");
  EXPECT_EQ(all_of<app::ShowImageStep>(stage.take_actions()).at(0).step, first);
  stage.selection().image_step = first;
  stage.frames(1);
  EXPECT_FALSE(all_of<app::KeepDrawing>(stage.take_actions()).empty()) << "it moves by itself";
  stage.click("Live");
  EXPECT_FALSE(all_of<app::ShowImageStep>(stage.take_actions()).at(0).step);
}

TEST(SaliencyPanel, LaysAMapOverItsPicture) {
  PanelStage stage("saliency", make_scene(Scene::Running), {.size = {410, 420}});
  stage.click("View");
  const int painted = stage.textures().painted();
  stage.drag_slider("##share", 0.9f, 0.4f);
  EXPECT_GT(stage.textures().painted(), painted) << "the maps are drawn anew";
}

TEST(SaliencyPanel, HasTheShareOfACoarseMapAtHand) {
  PanelStage stage("saliency", make_scene(Scene::Running), {.size = {410, 420}});
  EXPECT_FALSE(stage.has("##share"));
  auto snapshot = std::make_shared<Snapshot>(*stage.scene().snapshot);
  snapshot->focus.saliency = SaliencyMethod::GradCam;
  stage.scene().snapshot = snapshot;
  stage.frames(2);
  EXPECT_TRUE(stage.has("##share"));
}

TEST(SaliencyPanel, ZoomsAllImagesByWheelAndEnlargesOneByClick) {
  PanelStage stage("saliency", make_scene(Scene::Running), {.size = {410, 420}});
  stage.move_to("map", 0.5f);
  ImGui::GetIO().KeyCtrl = true;
  stage.wheel(ImGui::GetIO().MousePos, 2);
  ImGui::GetIO().KeyCtrl = false;
  const auto zooms = all_of<app::ZoomImages>(stage.take_actions());
  ASSERT_FALSE(zooms.empty());
  EXPECT_GT(zooms[0].zoom.times, 1);
  EXPECT_FALSE(stage.has("actual size"));
  stage.click("map");
  stage.frames(2);
  ASSERT_TRUE(stage.has("actual size"));
  stage.click("actual size");
  stage.click("Close");
  stage.frames(2);
  EXPECT_FALSE(stage.has("actual size"));
}

TEST(FiltersPanel, OneRangeForTheNetworkAsksForIt) {
  PanelStage stage("filters", make_scene(Scene::Running), {.size = {410, 420}});
  stage.click("View");
  stage.click("one range for the network");
  const auto focus = only<SetFocus>(stage.take_commands());
  ASSERT_TRUE(focus);
  EXPECT_TRUE(focus->focus.measures_network_range);
}

TEST(DistributionsPanel, ShowsTheUnitsOfALayer) {
  PanelStage stage("distributions", make_scene(Scene::Running), {.size = {650, 300}});
  stage.click("##choice");
  stage.click("by unit");
  stage.frames(2);
  ASSERT_TRUE(stage.has("units"));
  stage.move_to("units", 0.02f);
  stage.frames(2);
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
  EXPECT_THAT(stage.panel().probes(), ElementsAre("gradients", "updates", "weights"))
      << "recorded before anyone asks";
  stage.click("##choice", 1);
  stage.click("update/weight ratio");
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
