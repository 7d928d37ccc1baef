// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/support/ui/panel_stage.h"

namespace netdyno::test {

namespace {

using ::testing::IsEmpty;

// A spiral-like run whose plane is cut in two; `is_finite` false: the network answers NaN.
SceneData planar_scene(bool is_finite = true) {
  SceneData scene = make_scene(Scene::Running);
  auto snapshot = std::make_shared<Snapshot>(*scene.snapshot);
  auto recipe = std::make_shared<Recipe>(*snapshot->recipe);
  recipe->model.input = {2};
  recipe->data.source.source = "spiral";
  recipe->data.source.options = {};
  snapshot->recipe = recipe;
  snapshot->class_names = {"arm 1", "arm 2", "arm 3"};
  DecisionMap map;
  map.is_planar = true;
  map.classes = 3;
  map.columns = map.rows = 96;
  map.x_min = map.y_min = -1.3, map.x_max = map.y_max = 1.3;
  for (Index i = 0; i < 96 * 96; ++i) {
    map.predicted.push_back(is_finite ? static_cast<std::int32_t>(i % 96 / 32) : -1);
    map.probability.push_back(is_finite ? 0.4f + 0.006f * static_cast<float>(i / 96)
                                        : std::numeric_limits<float>::quiet_NaN());
  }
  for (std::int32_t i = 0; i < 300; ++i) {
    const double angle = i % 3 * 2.1 + i * 0.012;
    map.x.push_back(static_cast<float>(i / 300.0 * std::cos(angle)));
    map.y.push_back(static_cast<float>(i / 300.0 * std::sin(angle)));
    map.labels.push_back(i % 3);
  }
  snapshot->probes["boundary"] = std::make_shared<ProbeResult>(ProbeResult{1900, std::move(map)});
  scene.snapshot = snapshot;
  return scene;
}

TEST(BoundaryPanel, DrawsRegionsAndPointsWithNothingCutOff) {
  for (const ImVec2& size : {ImVec2(306, 280), ImVec2(410, 420)})
    for (const float scale : {1.0f, 1.33f, 2.0f}) {
      PanelStage stage("boundary", planar_scene(), {.size = size, .scale = scale});
      EXPECT_THAT(stage.clipped_items(), IsEmpty());
      EXPECT_EQ(stage.textures().painted(), 1);
      stage.frames(3);
      EXPECT_EQ(stage.textures().painted(), 1) << "once per measurement";
    }
}

TEST(BoundaryPanel, SaysWhereTheAnswerIsNotANumber) {
  PanelStage stage("boundary", planar_scene(false), {.size = {306, 280}});
  EXPECT_THAT(stage.clipped_items(), IsEmpty());
  EXPECT_EQ(stage.textures().painted(), 1);
}

TEST(BoundaryPanel, DrawsNoMapOfPictures) {
  PanelStage stage("boundary", make_scene(Scene::Running), {.size = {306, 280}});
  EXPECT_EQ(stage.textures().painted(), 0);
}

TEST(BoundaryPanel, AnswersUnderThePointer) {
  PanelStage stage("boundary", planar_scene(), {.size = {306, 280}});
  const std::size_t before = items().size();
  stage.move({160, 150});
  EXPECT_GT(items().size(), before) << "a tooltip";
}

template <typename T>
std::optional<T> only_action(PanelStage& stage) {
  const auto asked = stage.take_actions();
  if (asked.size() != 1 || !std::holds_alternative<T>(asked[0])) return std::nullopt;
  return std::get<T>(asked[0]);
}

TEST(BoundaryPanel, OffersEverySetOfThePlaneAtOneClick) {
  for (const auto& [title, recipe] :
       std::vector<std::pair<std::string, std::string>>{{"Spiral", "spiral"},
                                                        {"Circles", "circles"},
                                                        {"XOR", "xor"},
                                                        {"Moons", "moons"},
                                                        {"Blobs", "blobs"}}) {
    PanelStage stage("boundary", make_scene(Scene::Running), {.size = {306, 280}});
    EXPECT_THAT(stage.clipped_items(), IsEmpty());
    stage.click(title);
    const auto opened = only_action<app::OpenShippedRecipe>(stage);
    ASSERT_TRUE(opened) << title;
    EXPECT_EQ(opened->name, recipe);
  }
}

TEST(BoundaryPanel, ChangesTheSetAndKeepsTheNetwork) {
  PanelStage stage("boundary", planar_scene(), {.size = {410, 420}});
  const auto before = stage.scene().snapshot->recipe;
  stage.click("Moons");
  const auto opened = only_action<app::OpenEditedRecipe>(stage);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->name, "moons");
  EXPECT_EQ(opened->recipe.data.source.source, "moons");
  EXPECT_EQ(opened->recipe.model.layers.size(), before->model.layers.size());
  EXPECT_TRUE(opened->stays_paused);
}

TEST(BoundaryPanel, DraggingTheNoiseMovesThePointsAtOnce) {
  PanelStage stage("boundary", planar_scene(), {.size = {410, 420}});
  stage.drag_slider("##data knob", 0.2f, 0.7f);
  const auto asked = stage.take_actions();
  ASSERT_FALSE(asked.empty());
  const auto& last = std::get<app::OpenEditedRecipe>(asked.back());
  EXPECT_NEAR(last.recipe.data.source.options.real("noise"), 0.7, 0.05);
  EXPECT_EQ(last.recipe.seed, stage.scene().snapshot->recipe->seed);
}

TEST(BoundaryPanel, AClickInThePlaneAddsAPointOfTheChosenClass) {
  PanelStage stage("boundary", planar_scene(), {.size = {410, 420}});
  stage.click("arm 2");
  EXPECT_TRUE(stage.take_actions().empty());
  const ImVec2 in_plane(250, 300);
  stage.drag(in_plane, in_plane);
  const auto opened = only_action<app::OpenEditedRecipe>(stage);
  ASSERT_TRUE(opened);
  const std::string& added = opened->recipe.data.source.options.text("added");
  EXPECT_TRUE(added.ends_with(" 1")) << added;
  EXPECT_FALSE(stage.has("Remove added"));
  auto snapshot = std::make_shared<Snapshot>(*stage.scene().snapshot);
  snapshot->recipe = std::make_shared<const Recipe>(opened->recipe);
  stage.scene().snapshot = snapshot;
  stage.frames(2);
  stage.click("Remove added");
  const auto removed = only_action<app::OpenEditedRecipe>(stage);
  ASSERT_TRUE(removed);
  EXPECT_EQ(removed->recipe.data.source.options.text("added"), "");
}

TEST(BoundaryPanel, DrawsNoPointsByClicksWhereTheyComeFromFiles) {
  SceneData scene = planar_scene();
  auto snapshot = std::make_shared<Snapshot>(*scene.snapshot);
  auto recipe = std::make_shared<Recipe>(*snapshot->recipe);
  recipe->data.source.source = "csv";
  snapshot->recipe = recipe;
  scene.snapshot = snapshot;
  PanelStage stage("boundary", scene, {.size = {410, 420}});
  stage.drag({250, 300}, {250, 300});
  EXPECT_TRUE(stage.take_actions().empty());
}

}  // namespace

}  // namespace netdyno::test
