// SPDX-License-Identifier: MIT
//
// Every knob that takes effect on a running training is taken by it, told, journaled and taken
// back.
#include "engine/train/knob_takers.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "engine/recipe/knob_paths.h"
#include "engine/train/run_change.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

TEST(KnobTakers, EveryKnobThatMayChangeHasOneAndNoOtherHas) {
  for (const Knob& knob : knobs()) {
    SCOPED_TRACE(knob.path + " " + knob.choice);
    const bool is_taken = knob.key.effect != KnobEffect::FromStart;
    // Of a layer the row takes what its fields call live.
    const bool is_of_layer = knob.path.starts_with("model.layers[].");
    if (is_taken || !is_of_layer) {
      EXPECT_EQ(knob_taker(knob.path) != nullptr, is_taken);
    }
  }
  for (const KnobTaker& row : knob_takers()) {
    const std::string path(row.path);
    if (!path.ends_with("*") && !path.ends_with("]")) {
      EXPECT_TRUE(find_knob(path)) << path;
    }
  }
}

// Another value that the row's table accepts, or the same one.
Json another(const Json& value) {
  if (value.is_boolean()) return !value.get<bool>();
  if (value.is_number_integer()) return value.get<std::int64_t>() + 1;
  if (value.is_number()) return value.get<double>() * 0.875 + 0.0078125;
  return value;
}

TEST(KnobTakers, EveryKnobOfARecipeIsTakenToldAndTakenBack) {
  test::TinyEngine engine;
  for (const char* kind : {"momentum", "adam"}) {
    const Recipe recipe = test::tiny_recipe({std::string("optimizer={\"kind\":\"") + kind + "\"}",
                                             "schedule.kind=plateau", "early_stopping.patience=2",
                                             "data.augment=[{\"type\":\"erase\"}]"});
    int taken = 0;
    for (const std::string& path : knob_paths(recipe)) {
      if (effect_at(recipe, path) == KnobEffect::FromStart) continue;
      SCOPED_TRACE(path);
      Trainer trainer(recipe, test::tiny_data(recipe), *engine.kernels);
      const Json value = another(value_at(recipe, path)->json());
      const KnobChange change = apply_change(trainer, KnobTurn{path, KnobValue::of(value)});
      EXPECT_EQ(value_at(trainer.recipe(), path)->json(), value);
      EXPECT_FALSE(change.knob.empty());
      const bool differs = value_at(recipe, path)->json() != value;
      EXPECT_TRUE(!differs || change.before != change.after) << change.before;
      const auto back = turn_back(recipe, path);
      ASSERT_TRUE(back);
      apply_change(trainer, *back);
      EXPECT_EQ(value_at(trainer.recipe(), path), value_at(recipe, path));
      ++taken;
    }
    EXPECT_GT(taken, 15);
  }
}

}  // namespace
}  // namespace netdyno
