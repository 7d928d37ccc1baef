// SPDX-License-Identifier: MIT
#include "engine/recipe/knobs.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/recipe/recipe_path.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

TEST(Knobs, EveryKeyOfTheSchemaIsARowAndSaysAllThatIsShown) {
  for (const SchemaSection& section : recipe_schema()) {
    const auto expect_row = [&](const SchemaKey& key, const std::string& choice) {
      const std::string path = section.path.empty() ? key.key : section.path + "." + key.key;
      const Knob* row = find_knob(path, choice);
      ASSERT_TRUE(row) << path;
      EXPECT_EQ(row->key.doc, key.doc);
      EXPECT_FALSE(row->key.name.empty()) << path;
      EXPECT_FALSE(row->key.expectation.empty()) << path;
    };
    for (const SchemaKey& key : section.keys) expect_row(key, "");
    for (const SchemaRow& row : section.rows)
      for (const SchemaKey& key : row.keys) expect_row(key, row.name);
  }
}

// All paths below `value`, "model.layers[0].init.scheme".
void collect(const Json& value, const std::string& path, std::vector<std::string>& paths) {
  if (!path.empty()) paths.push_back(path);
  if (value.is_object())
    for (const auto& [key, part] : value.items())
      collect(part, path.empty() ? key : path + "." + key, paths);
  if (value.is_array())
    for (std::size_t i = 0; i < value.size(); ++i)
      collect(value[i], path + "[" + std::to_string(i) + "]", paths);
}

TEST(Knobs, EveryPathOfARecipeIsOneAndGoesBack) {
  const Recipe recipe =
      test::tiny_recipe({"data.augment=[{\"type\":\"erase\"}]", "schedule.kind=plateau"});
  std::vector<std::string> paths;
  collect(recipe_to_json(recipe), "", paths);
  ASSERT_GT(paths.size(), 50u);
  for (const std::string& path : paths) {
    SCOPED_TRACE(path);
    EXPECT_FALSE(knob_label(recipe, path).empty());
    const auto value = value_at(recipe, path);
    ASSERT_TRUE(value);
    EXPECT_EQ(with_value(recipe, path, *value), recipe);
    // As --set has it.
    Json document = recipe_to_json(recipe);
    apply_override(document, path + "=" + value->json().dump());
    EXPECT_EQ(recipe_from_json(document), recipe);
    const auto back = turn_back(recipe, path);
    ASSERT_TRUE(back);
    EXPECT_EQ(with_value(recipe, back->path, back->value), recipe);
  }
}

TEST(Knobs, SayWhenTheyTakeEffect) {
  const Recipe recipe = test::tiny_recipe();
  for (const char* now : {"optimizer.learning_rate", "schedule", "model.layers[4].rate",
                          "data.augment", "epochs", "optimizer.kind"})
    EXPECT_EQ(effect_at(recipe, now), KnobEffect::Now) << now;
  for (const char* drawn : {"model.init", "model.init.scheme", "model.layers[0].init"})
    EXPECT_EQ(effect_at(recipe, drawn), KnobEffect::RedrawsWeights) << drawn;
  for (const char* start : {"seed", "data.source", "model.layers[0].filters", "model.layers",
                            "shuffle", "model.layers[2].layers[0].init"})
    EXPECT_EQ(effect_at(recipe, start), KnobEffect::FromStart) << start;
}

TEST(Knobs, AreCalledAsFormulasAndCurvesCallThem) {
  const Recipe recipe = test::tiny_recipe();
  EXPECT_EQ(knob_label(recipe, "optimizer.learning_rate"), "learning rate η");
  EXPECT_EQ(knob_label(recipe, "optimizer.kind"), "optimizer");
  EXPECT_EQ(knob_label(recipe, "penalty.l2"), "L2 penalty λ");
  EXPECT_EQ(knob_label(recipe, "early_stopping.patience"), "early stopping patience");
  EXPECT_EQ(knob_label(recipe, "model.layers[4].rate"), "dropout rate of layer 4");
  EXPECT_EQ(knob_label(recipe, "model.layers[5].init.scheme"), "weights of layer 5 drawn anew");
}

TEST(Knobs, AnotherChoiceHasItsOwnDefaults) {
  const Recipe before = test::tiny_recipe({"optimizer.momentum=0.5"});
  const Recipe after = with_value(before, "optimizer.kind", "adam");
  EXPECT_EQ(after.optimizer.options.real("beta1"), 0.9);
  EXPECT_EQ(after.optimizer.learning_rate, before.optimizer.learning_rate);
  const auto back = turn_back(before, "optimizer.kind");
  ASSERT_TRUE(back);
  EXPECT_EQ(with_value(after, back->path, back->value), before);
}

TEST(Knobs, NameThePlaceOfWhatIsRefused) {
  const Recipe recipe = test::tiny_recipe();
  const auto path_of = [&](const std::string& path, const KnobValue& value) {
    try {
      with_value(recipe, path, value);
    } catch (const RecipeError& error) {
      return error.path();
    }
    return std::string("taken");
  };
  EXPECT_EQ(path_of("optimizer.learning_rate", -1), "optimizer.learning_rate");
  EXPECT_EQ(path_of("model.layers[4].rat", 0.5), "model.layers[4].rat");
  EXPECT_EQ(path_of("model.layers[99].rate", 0.5), "model.layers[99]");
  EXPECT_THROW(knob_at(recipe, "optimizer.learning_rat"), RecipeError);
}

TEST(KnobValue, IsWhatARecipeHasThere) {
  EXPECT_EQ(KnobValue(0.1).number(), 0.1);
  EXPECT_EQ(KnobValue(3).whole(), 3);
  EXPECT_EQ(KnobValue("he").text(), "he");
  EXPECT_EQ(KnobValue(OptimizerSpec{"adam", 0.5, {}}).at("beta2").number(), 0.999);
  EXPECT_FALSE(KnobValue(true) == KnobValue(1));
  EXPECT_THROW(KnobValue("he").number(), ContractError);
}

}  // namespace
}  // namespace netdyno
