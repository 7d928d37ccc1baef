// SPDX-License-Identifier: MIT
//
// The large read-outs of a presentation.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/ui/panel_stage.h"

namespace netdyno::test {

namespace {

class KnobStrip : public ::testing::Test {
 protected:
  // As high as the window, where lists have room.
  PanelStage stage{"knobs", make_scene(Scene::Running), {.size = {1268, 400}}};

  // What the last of the commands for that knob asks for.
  std::optional<KnobValue> last(const std::string& path) {
    std::optional<KnobValue> found;
    for (const Command& command : stage.take_commands())
      if (const auto value = turned(command, path)) found = value;
    return found;
  }
  void drag_cell(const std::string& label, float by_px) {
    const ImVec2 from = stage.get(label).centre();
    stage.drag(from, {from.x + by_px, from.y});
  }
};

TEST_F(KnobStrip, ShowsWhatIsTrainedWith) {
  for (const char* label : {"learning rate η", "batch size N", "optimizer", "initialization"})
    EXPECT_TRUE(stage.has(label)) << label;
}

TEST_F(KnobStrip, ADragTurnsTheRate) {
  const double before = stage.scene().snapshot->recipe->optimizer.learning_rate;
  drag_cell("learning rate η", 100);
  const auto higher = last("optimizer.learning_rate");
  ASSERT_TRUE(higher);
  EXPECT_GT(higher->number(), 2 * before);
  stage.frames(2);
  drag_cell("learning rate η", -100);
  const auto lower = last("optimizer.learning_rate");
  ASSERT_TRUE(lower);
  EXPECT_LT(lower->number(), higher->number());
  EXPECT_FALSE(stage.has("##box")) << "a drag is no click";
}

TEST_F(KnobStrip, TheBatchSizeLeavesOneAgain) {
  auto snapshot = std::make_shared<Snapshot>(*stage.scene().snapshot);
  auto recipe = std::make_shared<Recipe>(*snapshot->recipe);
  recipe->batch_size = 1;
  snapshot->recipe = recipe;
  stage.scene().snapshot = snapshot;
  stage.frames(2);
  drag_cell("batch size N", 80);
  const auto size = last("batch_size");
  ASSERT_TRUE(size);
  EXPECT_GT(size->whole(), 1);
}

TEST_F(KnobStrip, AClickOpensABoxToType) {
  stage.click("learning rate η");
  EXPECT_TRUE(stage.take_commands().empty());
  stage.type_into("##box", "0.25");
  const auto rate = last("optimizer.learning_rate");
  ASSERT_TRUE(rate);
  EXPECT_EQ(rate->number(), 0.25);
}

TEST_F(KnobStrip, ListsChooseOptimizerAndInitialization) {
  stage.click("optimizer");
  stage.click("adam");
  const auto optimizer = last("optimizer");
  ASSERT_TRUE(optimizer);
  EXPECT_EQ(optimizer->at("kind").text(), "adam");
  stage.click("initialization");
  stage.click("zero");
  const auto redrawn = last("model.init");
  ASSERT_TRUE(redrawn);
  EXPECT_EQ(redrawn->at("scheme").text(), "zero");
}

TEST_F(KnobStrip, WhatHasNoRoomIsLeftOutRatherThanCutOff) {
  PanelStage narrow("knobs", make_scene(Scene::Running), {.size = {260, 52}});
  EXPECT_TRUE(narrow.has("learning rate η"));
  EXPECT_FALSE(narrow.has("initialization"));
  EXPECT_THAT(narrow.clipped_items(), ::testing::IsEmpty());
}

TEST(Distributions, AllLayersFitWhereThereIsSomeHeight) {
  SceneData scene = make_scene(Scene::Running);
  auto snapshot = std::make_shared<Snapshot>(*scene.snapshot);
  DistributionSet set = *probe_value<DistributionSet>(snapshot.get(), "activations");
  while (set.rows.size() < 11) set.rows.push_back(set.rows.back());
  snapshot->probes["activations"] = std::make_shared<const ProbeResult>(snapshot->step, set);
  scene.snapshot = snapshot;
  for (const float height : {300.0f, 360.0f, 640.0f}) {
    PanelStage stage("distributions", scene, {.size = {1000, height}});
    ASSERT_EQ(stage.find("histogram").size(), 11u) << "rows that are scrolled out are not drawn";
    EXPECT_LE(stage.get("histogram", 10).max.y, height) << height;
    EXPECT_GE(stage.get("histogram").max.y - stage.get("histogram").min.y, 10) << height;
  }
}

}  // namespace

}  // namespace netdyno::test
