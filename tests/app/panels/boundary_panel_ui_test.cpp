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

}  // namespace

}  // namespace netdyno::test
