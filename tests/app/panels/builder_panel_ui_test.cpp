// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/ui/panel_stage.h"

namespace netdyno::test {

namespace {

class Builder : public ::testing::Test {
 protected:
  PanelStage stage{"builder", make_scene(Scene::Running), {.size = {865, 460}}};

  std::optional<Recipe> trained() {
    stage.click("Train this network");
    const std::vector<app::Action> actions = stage.take_actions();
    if (actions.size() != 2) return std::nullopt;
    const auto* opened = std::get_if<app::OpenEditedRecipe>(&actions[0]);
    const auto* shown = std::get_if<app::ShowPanel>(&actions[1]);
    if (!opened || !shown || shown->id != "curves") return std::nullopt;
    name = opened->name;
    return opened->recipe;
  }

  std::string name;  // of the run that trained() asked for
};

TEST_F(Builder, AddsALayerBehindTheSelectedOne) {
  const NetworkSpec before = stage.scene().snapshot->recipe->model;
  stage.click("0");
  stage.click("Add layer");
  stage.click("tanh");
  const auto recipe = trained();
  ASSERT_TRUE(recipe);
  ASSERT_EQ(recipe->model.layers.size(), before.layers.size() + 1);
  EXPECT_EQ(recipe->model.layers[1].type, "tanh");
}

TEST_F(Builder, SaysWhichNetworkTheDraftWasMadeFrom) {
  stage.click("##choice");
  stage.click("deep-tanh-10");
  EXPECT_TRUE(trained());
  EXPECT_EQ(name, "deep-tanh-10");
  stage.frames(2);
  stage.click("##choice");
  stage.click("deep-tanh-10");
  stage.click("1");
  stage.press(ImGuiKey_Delete);
  EXPECT_TRUE(trained());
  EXPECT_EQ(name, "deep-tanh-10, edited");
}

TEST_F(Builder, AnotherRecipeTakesTheDraftAway) {
  stage.run_name() = "lenet";
  stage.frames(2);
  stage.click("0");
  stage.press(ImGuiKey_Delete);
  stage.run_name() = "lenet, overfitted";
  stage.frames(2);
  EXPECT_TRUE(stage.panel().recipe_to_save()) << "it is the same recipe still";
  stage.run_name() = "spiral";
  stage.frames(2);
  EXPECT_FALSE(stage.panel().recipe_to_save());
}

TEST_F(Builder, ChangesAnOptionAndUndoes) {
  stage.click("0");
  stage.type_into("##value", "11", 0);
  stage.click("Undo");
  EXPECT_FALSE(trained()) << "an unchanged network is not trained again";
  stage.click("Redo");
  const auto recipe = trained();
  ASSERT_TRUE(recipe);
  EXPECT_EQ(recipe->model.layers[0].options.integer("filters"), 11);
}

TEST_F(Builder, RefusesToTrainAnImpossibleShape) {
  stage.click("0");
  stage.type_into("##value", "1000", 1);  // a window larger than the image
  EXPECT_FALSE(trained());
  stage.type_into("##value", "7", 1);
  EXPECT_TRUE(trained()) << "24 pixels can be halved";
}

TEST_F(Builder, MovesAndRemovesByKeys) {
  const NetworkSpec before = stage.scene().snapshot->recipe->model;
  stage.click("1");
  stage.press(ImGuiKey_Delete);
  const auto recipe = trained();
  ASSERT_TRUE(recipe);
  EXPECT_EQ(recipe->model.layers.size(), before.layers.size() - 1);
}

TEST_F(Builder, StartsFromAKnownNetwork) {
  stage.click("##choice", 0);
  stage.click("one-hidden-50");
  const auto recipe = trained();
  ASSERT_TRUE(recipe);
  EXPECT_EQ(recipe->model.layers.size(), 4u);
  EXPECT_EQ(recipe->model.input, stage.scene().snapshot->recipe->model.input);
}

TEST_F(Builder, FollowsTheRunningNetworkUntilItIsEdited) {
  auto recipe = std::make_shared<Recipe>(*stage.scene().snapshot->recipe);
  recipe->model.layers.erase(recipe->model.layers.begin() + 1);
  auto snapshot = std::make_shared<Snapshot>(*stage.scene().snapshot);
  snapshot->recipe = recipe;
  stage.scene().snapshot = snapshot;
  stage.frames(2);
  EXPECT_FALSE(trained()) << "nothing was edited";
  stage.click("1");
  stage.click("Remove");
  const auto edited = trained();
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->model.layers.size(), recipe->model.layers.size() - 1);
}

}  // namespace

}  // namespace netdyno::test
