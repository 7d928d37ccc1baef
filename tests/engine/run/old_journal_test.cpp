// SPDX-License-Identifier: MIT
//
// Journals that earlier versions wrote give the same weights as the calls that they stood for.
#include "engine/run/old_journal.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/nn/initializer.h"
#include "engine/run/replay.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

// Within a test, Run is googletest's own.
using TrainingRun = netdyno::Run;

// As a session of the version before wrote it.
constexpr const char* kWritten = R"([
  {"step":0,"command":"learning_rate","value":0.1},
  {"step":1,"command":"optimizer_option","key":"momentum","value":0.75},
  {"step":2,"command":"penalty","l2":0.0001,"l1":0.3333333333333333},
  {"step":3,"command":"batch_size","value":32},
  {"step":4,"command":"layer_option","layer":4,"key":"rate","value":0.25},
  {"step":5,"command":"preprocess","value":"mean-image"},
  {"step":6,"command":"reinitialize","init":{"scheme":"gaussian","std":0.01}},
  {"step":7,"command":"reinitialize","init":{"scheme":"gaussian","std":0.02},"layer":5},
  {"step":8,"command":"optimizer","optimizer":{"kind":"adam","learning_rate":0.003,"beta1":0.9,
                                               "beta2":0.999,"epsilon":1e-8}},
  {"step":9,"command":"schedule","schedule":{"kind":"step","every":10.0,"factor":0.1}},
  {"step":10,"command":"loss","value":"hinge"},
  {"step":11,"command":"early_stopping","patience":2,"metric":"accuracy","min_delta":0.01},
  {"step":12,"command":"averaging","kind":"exponential","decay":0.9,"start":0.0},
  {"step":13,"command":"augmentation","steps":[{"type":"flip","probability":0.5}]}])";
constexpr std::int64_t kSteps = 20;

// The calls that version made.
void turn_as_then(Trainer& trainer, std::int64_t step) {
  InitSpec gaussian = default_init_spec("gaussian");
  switch (step) {
    case 0:
      return trainer.set_learning_rate(0.1);
    case 1:
      return trainer.set_optimizer_option("momentum", 0.75);
    case 2:
      return trainer.set_penalty({.l2 = 0.0001, .l1 = 0.3333333333333333});
    case 3:
      return trainer.set_batch_size(32);
    case 4:
      return trainer.set_layer_option(4, "rate", 0.25);
    case 5:
      return trainer.set_preprocess("mean-image");
    case 6:
      return trainer.reinitialize(gaussian);
    case 7:
      gaussian.options.set(init_scheme("gaussian").fields, "std", 0.02);
      return trainer.reinitialize(gaussian, 5);
    case 8:
      return trainer.set_optimizer({"adam", 0.003, {}});
    case 9:
      return trainer.set_schedule({"step", {}});
    case 10:
      return trainer.set_loss("hinge");
    case 11:
      return trainer.set_early_stopping({.patience = 2, .metric = "accuracy", .min_delta = 0.01});
    case 12:
      return trainer.set_averaging({.kind = "exponential", .decay = 0.9, .start = 0});
    case 13:
      return trainer.set_augmentation({{"flip", {}}});
    default:
      return;
  }
}

TEST(OldJournal, ReplaysToTheSameWeights) {
  const Recipe recipe = test::tiny_recipe({"epochs=1000"});
  Json document = journal_to_json(recipe, 1, {});
  document["commands"] = Json::parse(kWritten);
  const JournalDocument read = journal_from_json(document);
  ASSERT_EQ(read.journal.size(), 14u);

  test::TinyEngine engine;
  TrainingRun replayed(recipe, test::tiny_data(recipe), *engine.kernels);
  replay(replayed, read.journal, kSteps);

  TrainingRun then(recipe, test::tiny_data(recipe), *engine.kernels);
  for (std::int64_t step = 0; step < kSteps; ++step) {
    while (then.is_validating()) then.advance();
    turn_as_then(then.trainer(), step);
    then.advance();
  }
  EXPECT_EQ(replayed.recipe(), then.recipe());
  const auto ours = replayed.trainer().network().parameters();
  const auto theirs = then.trainer().network().parameters();
  ASSERT_EQ(ours.size(), theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i)
    for (Index at = 0; at < ours[i]->value.size(); ++at)
      ASSERT_EQ(ours[i]->value.data()[at], theirs[i]->value.data()[at]) << i << ", " << at;
}

TEST(OldJournal, ReadsTheRestOfBestWeights) {
  EXPECT_EQ(old_change_from_json({{"step", 3}, {"command", "restore_best"}}),
            RunChange(RestoreBest{}));
  EXPECT_THROW(old_change_from_json({{"step", 3}, {"command", "levitate"}}), RecipeError);
}

}  // namespace
}  // namespace netdyno
