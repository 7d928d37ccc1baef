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
    if (actions.size() != 1) return std::nullopt;
    const auto* opened = std::get_if<app::OpenEditedRecipe>(&actions[0]);
    return opened ? std::optional(opened->recipe) : std::nullopt;
  }
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
