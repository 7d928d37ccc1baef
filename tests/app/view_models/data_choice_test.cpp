// SPDX-License-Identifier: MIT
#include "app/view_models/data_choice.h"

#include <gtest/gtest.h>

#include "app/shell/recipe_dialog.h"
#include "tests/support/snapshot_factory.h"

namespace netdyno::app {
namespace {

const DataSetChoice& choice(const std::string& source) {
  return *std::ranges::find(data_set_choices(), source, &DataSetChoice::source);
}

const NumberKnob& knob_of(const std::vector<NumberKnob>& knobs, const std::string& key) {
  return *std::ranges::find(knobs, key, &NumberKnob::key);
}

std::int64_t outputs(const Recipe& recipe) {
  return recipe.model.layers.back().options.integer("units");
}

TEST(DataChoice, ShipsARecipeOfEachSet) {
  for (const DataSetChoice& each : data_set_choices()) {
    const Recipe recipe = shipped_recipe(each.recipe).recipe;
    EXPECT_EQ(recipe.data.source.source, each.source);
    EXPECT_EQ(is_planar(recipe), is_planar(each)) << each.title;
  }
}

TEST(DataChoice, AnotherSetOfThePlaneKeepsNetworkAndKnobs) {
  Recipe recipe = shipped_recipe("spiral").recipe;
  recipe.optimizer.learning_rate = 0.25;
  recipe = with_data_knob(recipe, knob_of(data_knobs(recipe), "examples"), 600);
  const Recipe circles = on_data_set(recipe, choice("circles"));
  EXPECT_EQ(circles.data.source.source, "circles");
  EXPECT_EQ(circles.data.source.options.integer("examples"), 600);
  EXPECT_EQ(circles.optimizer.learning_rate, 0.25);
  EXPECT_EQ(circles.model.layers.size(), recipe.model.layers.size());
  EXPECT_EQ(outputs(circles), 2) << "three arms, but two circles";
  EXPECT_EQ(outputs(on_data_set(circles, choice("blobs"))), 3);
}

TEST(DataChoice, HasKnobsOfGeneratorsOnly) {
  EXPECT_TRUE(data_knobs(test::example_recipe()).empty());
  EXPECT_EQ(data_knobs(shipped_recipe("spiral").recipe).size(), 3u);
  EXPECT_EQ(data_knobs(shipped_recipe("xor").recipe).size(), 2u) << "always two classes";
}

TEST(DataChoice, FewerPointsThanAreHeldOutLeaveSomeToTrainOn) {
  const Recipe recipe = shipped_recipe("spiral").recipe;
  const Recipe few = with_data_knob(recipe, knob_of(data_knobs(recipe), "examples"), 120);
  EXPECT_EQ(few.data.validation, 100);
  EXPECT_EQ(few.data.source.options.integer("examples"), 120);
  const DataSplits splits = load_splits(few.data.source, few.data.train, few.data.validation,
                                        {.input = few.model.input, .seed = 1});
  EXPECT_EQ(splits.train.count, 20);
}

TEST(DataChoice, AClickAddsAPointToTrainOn) {
  Recipe recipe = shipped_recipe("spiral").recipe;
  EXPECT_FALSE(has_points(recipe));
  recipe = with_point(recipe, 0.25, -0.5, 2);
  recipe = with_point(recipe, 1, 1, 0);
  ASSERT_TRUE(has_points(recipe));
  const DataSplits splits = load_splits(recipe.data.source, recipe.data.train,
                                        recipe.data.validation, {.input = Shape{2}, .seed = 1});
  EXPECT_EQ(splits.train.count, 802);
  std::array<float, 2> at{};
  splits.train.read(0, at);
  EXPECT_EQ(at[0], 0.25f);
  EXPECT_EQ(at[1], -0.5f);
  EXPECT_EQ(splits.train.label(0), 2);
  EXPECT_EQ(splits.train.label(1), 0);
  EXPECT_FALSE(has_points(without_points(recipe)));
}

TEST(DataChoice, PointsOfAClassThatIsGoneGoToo) {
  const Recipe recipe = with_point(shipped_recipe("spiral").recipe, 0, 0, 2);
  const Recipe two = with_data_knob(recipe, knob_of(data_knobs(recipe), "classes"), 2);
  EXPECT_FALSE(has_points(two));
  EXPECT_EQ(outputs(two), 2);
}

}  // namespace
}  // namespace netdyno::app
