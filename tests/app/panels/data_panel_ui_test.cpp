// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/ui/panel_stage.h"

namespace netdyno::test {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

PanelStage data_panel() {
  return PanelStage("data", make_scene(Scene::Running), {.size = {650, 270}});
}

TEST(DataPanel, MeasuresTheOpenTabOnly) {
  PanelStage stage = data_panel();
  EXPECT_THAT(stage.panel().probes(), ElementsAre("samples"));
  for (const char* tab : {"Scatter", "Classes", "Mean"}) {
    stage.click(tab);
    EXPECT_THAT(stage.panel().probes(), ElementsAre("data")) << tab;
    EXPECT_THAT(stage.clipped_items(), IsEmpty()) << tab;
  }
  stage.click("Augmented");
  EXPECT_THAT(stage.panel().probes(), ElementsAre("samples"));
}

TEST(DataPanel, ChoosesADataSet) {
  PanelStage stage = data_panel();
  stage.click("##choice", 0);
  stage.click("Moons");
  const auto asked = stage.take_actions();
  ASSERT_EQ(asked.size(), 1u);
  ASSERT_TRUE(std::holds_alternative<app::OpenShippedRecipe>(asked[0]));
  EXPECT_EQ(std::get<app::OpenShippedRecipe>(asked[0]).name, "moons");
}

TEST(DataPanel, TurnsPages) {
  PanelStage stage = data_panel();
  EXPECT_TRUE(stage.get("Previous").is_disabled);
  stage.click("Next");
  const auto sent = only<BrowseData>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->page.first, 24);
  EXPECT_FALSE(sent->page.label);
}

TEST(DataPanel, ChoosesAClass) {
  PanelStage stage = data_panel();
  stage.click("##choice", 1);
  stage.click("Sandal");
  const auto sent = only<BrowseData>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->page.label, 5);
  EXPECT_EQ(sent->page.first, 0);
}

TEST(DataPanel, AClickChoosesTheExampleToAugment) {
  PanelStage stage = data_panel();
  stage.click("picture", 3);
  const auto sent = only<BrowseData>(stage.take_commands());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->page.chosen, 3);
}

TEST(DataPanel, PaintsOncePerMeasurementAndKind) {
  PanelStage stage = data_panel();
  EXPECT_EQ(stage.textures().painted(), 1);
  stage.frames(5);
  EXPECT_EQ(stage.textures().painted(), 1);
  stage.click("as received");
  EXPECT_EQ(stage.textures().painted(), 2);
}

TEST(DataPanel, ShowsPointsWhereThereAreNoPictures) {
  SceneData scene = make_scene(Scene::Running);
  auto snapshot = std::make_shared<Snapshot>(*scene.snapshot);
  auto recipe = std::make_shared<Recipe>(*snapshot->recipe);
  recipe->model.input = {2};
  snapshot->recipe = recipe;
  scene.snapshot = snapshot;
  PanelStage stage("data", std::move(scene), {.size = {650, 270}});
  EXPECT_TRUE(stage.has("Points"));
  EXPECT_FALSE(stage.has("Samples"));
  EXPECT_THAT(stage.panel().probes(), ElementsAre("data"));
}

}  // namespace

}  // namespace netdyno::test
