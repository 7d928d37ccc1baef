// SPDX-License-Identifier: MIT
#include "engine/run/journal.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/nn/initializer.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

Journal every_form() {
  const InitSpec gaussian = default_init_spec("gaussian");
  return {{0, KnobTurn{"optimizer.learning_rate", 0.1}},
          {3, KnobTurn{"penalty", Penalty{.l2 = 1e-4, .l1 = 1.0 / 3.0}}},
          {8, KnobTurn{"batch_size", 32}},
          {9, KnobTurn{"model.layers[4].rate", 0.25}},
          {20, KnobTurn{"data.preprocess", "mean-image"}},
          {22, KnobTurn{"model.layers[5].init", gaussian}},
          {23, KnobTurn{"optimizer", OptimizerSpec{"adam", 0.003, {}}}},
          {24, KnobTurn{"data.augment", std::vector<AugmentSpec>{{"flip", {}}, {"erase", {}}}}},
          {25, KnobTurn{"optimizer.averaged", true}},
          {27, RestoreBest{}},
          {28, Redraw{}},
          {29, Redraw{5}}};
}

TEST(JournalJson, ReadsWhatItWrites) {
  const Recipe recipe = test::tiny_recipe({"seed=7"});
  const Json json = journal_to_json(recipe, 2, every_form());
  const JournalDocument read = journal_from_json(Json::parse(json.dump()));
  EXPECT_EQ(read.recipe, recipe);
  EXPECT_EQ(read.threads, 2);
  ASSERT_EQ(read.journal.size(), every_form().size());
  for (std::size_t i = 0; i < read.journal.size(); ++i) {
    EXPECT_EQ(read.journal[i].step, every_form()[i].step) << i;
    EXPECT_EQ(read.journal[i].change, every_form()[i].change) << i;
  }
}

TEST(JournalJson, HoldsARowForEachChange) {
  const Json json = journal_to_json(test::tiny_recipe(), 1, every_form());
  EXPECT_EQ(json["seed"], 1);
  EXPECT_EQ(json["commands"][0].dump(),
            R"({"step":0,"path":"optimizer.learning_rate","value":0.1})");
  EXPECT_EQ(json["commands"][9].dump(), R"({"step":27,"action":"restore_best"})");
  EXPECT_EQ(json["commands"][11].dump(), R"({"step":29,"action":"redraw","layer":5})");
}

std::string problem_of(Json json) {
  try {
    journal_from_json(json);
  } catch (const RecipeError& error) {
    return error.path();
  }
  return "nothing was refused";
}

TEST(JournalJson, NamesThePlaceOfWhatIsWrong) {
  const Json good = journal_to_json(test::tiny_recipe(), 1, every_form());
  Json json = good;
  json["commands"][1]["path"] = "model.gravity";
  EXPECT_EQ(problem_of(json), "journal.commands[1].path");
  json = good;
  json["commands"][9]["action"] = "levitate";
  EXPECT_EQ(problem_of(json), "journal.commands[9].action");
  json = good;
  json["commands"][2].erase("value");
  EXPECT_EQ(problem_of(json), "journal.commands[2]");
  json = good;
  json["commands"][3]["step"] = "late";
  EXPECT_EQ(problem_of(json), "journal.commands[3]");
  json = good;
  json["commands"] = 5;
  EXPECT_EQ(problem_of(json), "journal.commands");
  EXPECT_EQ(problem_of(Json::array()), "journal");
}

TEST(JournalJson, TellsInItsOwnWordsWhatIsWrong) {
  Json json = journal_to_json(test::tiny_recipe(), 1, {});
  json["commands"].push_back({{"path", "loss"}, {"step", "late"}});
  for (const Json& wrong : {json, Json::array()}) try {
      journal_from_json(wrong);
      FAIL();
    } catch (const RecipeError& error) {
      EXPECT_EQ(error.problem().find("json"), std::string::npos) << error.problem();
    }
}

}  // namespace
}  // namespace netdyno
