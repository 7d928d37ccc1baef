// SPDX-License-Identifier: MIT
#include "engine/session/journal.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/nn/initializer.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

Journal every_knob() {
  InitSpec gaussian = default_init_spec("gaussian");
  return {{0, SetLearningRate{0.1}},
          {3, SetOptimizerOption{"momentum", 0.75}},
          {3, SetPenalty{{.l2 = 1e-4, .l1 = 1.0 / 3.0}}},
          {8, SetBatchSize{32}},
          {9, SetLayerOption{4, "rate", 0.25}},
          {20, SetPreprocess{"mean-image"}},
          {21, Reinitialize{gaussian, {}}},
          {22, Reinitialize{gaussian, 5}},
          {23, SetOptimizer{{"adam", 0.003, Options(optimizer_type("adam").fields)}}},
          {24, SetSchedule{{"step", Options(schedule("step").fields)}}},
          {25, SetLoss{"hinge"}},
          {26, SetEarlyStopping{{.patience = 2, .metric = "accuracy", .min_delta = 0.01}}},
          {27, RestoreBest{}},
          {28, SetAveraging{{.kind = "exponential", .decay = 0.9, .start = 1.5}}},
          {29, SetAugmentation{{{"flip", {}}, {"erase", Options(augmentation("erase").fields)}}}}};
}

TEST(JournalJson, ReadsWhatItWrites) {
  const Recipe recipe = test::tiny_recipe({"seed=7"});
  const Json json = journal_to_json(recipe, 2, every_knob());
  const JournalDocument read = journal_from_json(Json::parse(json.dump()));
  EXPECT_EQ(read.recipe, recipe);
  EXPECT_EQ(read.threads, 2);
  EXPECT_EQ(journal_to_json(read.recipe, read.threads, read.journal), json);
  ASSERT_EQ(read.journal.size(), 15u);
  EXPECT_EQ(std::get<SetPenalty>(read.journal[2].command).penalty.l1, 1.0 / 3.0);
  EXPECT_EQ(std::get<Reinitialize>(read.journal[6].command).init, default_init_spec("gaussian"));
  EXPECT_EQ(std::get<Reinitialize>(read.journal[7].command).layer, 5u);
  EXPECT_EQ(std::get<SetOptimizer>(read.journal[8].command).optimizer,
            std::get<SetOptimizer>(every_knob()[8].command).optimizer);
  EXPECT_EQ(std::get<SetSchedule>(read.journal[9].command).schedule,
            std::get<SetSchedule>(every_knob()[9].command).schedule);
  EXPECT_EQ(std::get<SetLoss>(read.journal[10].command).name, "hinge");
  EXPECT_EQ(std::get<SetEarlyStopping>(read.journal[11].command).early_stopping,
            std::get<SetEarlyStopping>(every_knob()[11].command).early_stopping);
  EXPECT_TRUE(std::holds_alternative<RestoreBest>(read.journal[12].command));
  EXPECT_EQ(std::get<SetAveraging>(read.journal[13].command).averaging,
            std::get<SetAveraging>(every_knob()[13].command).averaging);
  EXPECT_EQ(std::get<SetAugmentation>(read.journal[14].command).steps,
            std::get<SetAugmentation>(every_knob()[14].command).steps);
}

TEST(JournalJson, HoldsARowForEachCommand) {
  const Json json = journal_to_json(test::tiny_recipe(), 1, every_knob());
  EXPECT_EQ(json["seed"], 1);
  EXPECT_EQ(json["commands"][0].dump(), R"({"step":0,"command":"learning_rate","value":0.1})");
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
  const Json good = journal_to_json(test::tiny_recipe(), 1, every_knob());
  Json json = good;
  json["commands"][1]["command"] = "levitate";
  EXPECT_EQ(problem_of(json), "journal.commands[1].command");
  json = good;
  json["commands"][2].erase("l1");
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
  json["commands"].push_back({{"command", "loss"}, {"step", "late"}});
  for (const Json& wrong : {json, Json::array()}) try {
      journal_from_json(wrong);
      FAIL();
    } catch (const RecipeError& error) {
      EXPECT_EQ(error.problem().find("json"), std::string::npos) << error.problem();
    }
}

}  // namespace
}  // namespace netdyno
