// SPDX-License-Identifier: MIT
#include "engine/run/moment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/core/random.h"
#include "engine/nn/initializer.h"
#include "engine/run/fork.h"
#include "tests/support/lived_run.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

using test::LivedRun;
using test::tiny_recipe;
using TrainingRun = netdyno::Run;

Recipe lenet_with_dropout() {
  return recipe_from_json(Json::parse(R"({
    "data": {"source": "gaussian", "examples": 260, "classes": 10, "train": 200, "validation": 60},
    "model": {"input": [1, 28, 28], "layers": [
        {"type": "conv", "filters": 6, "size": 5, "pad": 2}, {"type": "relu"},
        {"type": "maxpool", "size": 2, "stride": 2}, {"type": "conv", "filters": 16, "size": 5},
        {"type": "relu"}, {"type": "maxpool", "size": 2, "stride": 2}, {"type": "flatten"},
        {"type": "dense", "units": 120}, {"type": "relu"}, {"type": "dropout", "rate": 0.5},
        {"type": "dense", "units": 84}, {"type": "relu"}, {"type": "dense", "units": 10}]},
    "optimizer": {"kind": "momentum", "learning_rate": 0.02}, "batch_size": 16, "epochs": 1000})"));
}

// Everything that a run may carry along, and an early stopping that ends it more than once.
Recipe full_recipe() {
  return recipe_from_json(Json::parse(R"({
    "data": {"source": "gaussian", "examples": 130, "classes": 3, "train": 100, "validation": 30,
             "augment": [{"type": "flip", "probability": 0.5}, {"type": "crop", "pad": 1}]},
    "model": {"input": [1, 6, 6], "layers": [
        {"type": "conv", "filters": 4, "size": 3, "pad": 1}, {"type": "batchnorm"},
        {"type": "relu"}, {"type": "flatten"}, {"type": "dense", "units": 3}]},
    "optimizer": {"kind": "adam", "learning_rate": 0.01}, "batch_size": 16, "epochs": 1000,
    "schedule": {"kind": "plateau", "patience": 1}, "early_stopping": {"patience": 3},
    "averaging": {"kind": "exponential", "decay": 0.9}})"));
}

Recipe residual_recipe() {
  return recipe_from_json(Json::parse(R"({
    "data": {"source": "gaussian", "examples": 130, "classes": 3, "train": 100, "validation": 30},
    "model": {"input": [2, 6, 6], "layers": [
        {"type": "conv", "filters": 4, "size": 3, "pad": 1}, {"type": "relu"},
        {"type": "residual", "layers": [
            {"type": "conv", "filters": 4, "size": 3, "pad": 1}, {"type": "batchnorm"},
            {"type": "relu"}, {"type": "conv", "filters": 4, "size": 3, "pad": 1}]},
        {"type": "relu"}, {"type": "flatten"}, {"type": "dense", "units": 3}]},
    "optimizer": {"kind": "nesterov", "learning_rate": 0.01}, "batch_size": 16, "epochs": 3})"));
}

PastChange rate(std::int64_t step, double learning_rate) {
  return {step, [=](Trainer& trainer) { trainer.set_learning_rate(learning_rate); }};
}

// Knobs of all kinds, some after one and the same step, and some at an epoch's end.
PastChanges restless_changes() {
  return {rate(5, 0.03),
          {5, [](Trainer& t) { t.set_penalty({.l2 = 0.01}); }},
          {7, [](Trainer& t) { t.set_loss("hinge"); }},
          {13, [](Trainer& t) { t.set_batch_size(10); }},
          {20, [](Trainer& t) { t.reinitialize(default_init_spec("he")); }},
          {20, [](Trainer& t) { t.set_preprocess("mean-image"); }},
          rate(26, 0.05)};
}

// Throws the run off, and brings it back.
PastChanges divergent_changes() {
  return {rate(9, 1e30), rate(12, 0.01)};
}

void lead_to(MomentSearch& search, std::int64_t step) {
  search.seek(step);
  while (!search.advance()) EXPECT_LE(search.progress(), 1);
  EXPECT_EQ(search.progress(), 1);
}

std::vector<double> curve_of(const History& history) {
  std::vector<double> values;
  for (std::size_t i = 0; i < history.size(); ++i)
    values.insert(values.end(), {history.record(i).train_loss, history.record(i).penalty,
                                 history.record(i).learning_rate});
  for (const ValidationRecord& row : history.validations())
    values.insert(values.end(), {static_cast<double>(row.step), row.loss, row.accuracy});
  return values;
}

// NaN is as good as any other number here.
bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

void expect_fork_repeats(LivedRun& lived, MomentSearch& search, std::int64_t step) {
  const std::int64_t end = lived.trainer().steps_taken();
  Run::State state = fork_state(*search.shadow(), lived.run().history());
  TrainingRun fork(saved_recipe(state.trainer), lived.run().data(), lived.kernels());
  fork.load(std::move(state));
  ASSERT_EQ(fork.history().size(), static_cast<std::size_t>(step));
  test::live_on(fork, lived.changes(), search.moment().changes, end);
  EXPECT_EQ(test::fingerprint(fork.trainer()), lived.is()) << "left after step " << step;
  EXPECT_TRUE(same_bits(curve_of(fork.history()), curve_of(lived.run().history()))) << step;
}

struct Case {
  const char* name;
  Recipe recipe;
  PastChanges changes;
  std::int64_t steps;
  bool diverges = false;
  bool ends = false;  // and is played on
};

std::vector<Case> cases() {
  return {{"lenet", lenet_with_dropout(), {}, 30},
          {"rich", full_recipe(), {}, 60, false, true},
          {"residual", residual_recipe(), {}, 33, false, true},
          {"restless", tiny_recipe({"epochs=9"}), restless_changes(), 40},
          {"restless and rich", full_recipe(), restless_changes(), 40},
          {"divergent", tiny_recipe({"epochs=9"}), divergent_changes(), 30, true},
          {"divergent and rich", full_recipe(), divergent_changes(), 30, true}};
}

TEST(MomentProperty, ComesBackBitForBitAndForksRepeatTheRun) {
  Random random(11, Stream::Test);
  for (const int threads : {1, 2})
    for (const Case& each : cases()) {
      SCOPED_TRACE(testing::Message() << each.name << ", threads " << threads);
      LivedRun lived(each.recipe, each.changes, each.steps, threads);
      EXPECT_EQ(lived.divergences() > 0, each.diverges);
      EXPECT_TRUE(lived.ends() > 0 || !each.ends);
      MomentSearch search(lived.past(), lived.trainer());
      for (int i = 0; i < 5; ++i) {
        const auto step =
            static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(each.steps) + 1));
        lead_to(search, step);
        ASSERT_NE(search.shadow(), nullptr);
        EXPECT_EQ(test::fingerprint(search.shadow()->trainer()), lived.was(step)) << step;
        expect_fork_repeats(lived, search, step);
      }
      EXPECT_FALSE(search.first_mismatch());
    }
}

TEST(MomentProperty, IsFoundWithFewKeyframesFilesOrNone) {
  const test::TemporaryFolder folder;
  LivedRun lived(
      full_recipe(), restless_changes(), 60, 1,
      {.memory = 30'000, .folder = folder.path(), .share_of_time = 1e9, .reach_secs = 0});
  lived.timeline().settle();
  EXPECT_GT(lived.timeline().bytes_on_disk(), 0u);
  RunPast without = lived.past();
  without.timeline = nullptr;
  RunPast unknown = without;  // as a journal alone has it
  unknown.history = nullptr;
  for (const RunPast& past : {lived.past(), without, unknown}) {
    MomentSearch search(past, lived.trainer(), 0);
    for (const int step : {60, 0, 59, 13, 14, 20, 21, 7, 30}) {
      lead_to(search, step);
      EXPECT_EQ(test::fingerprint(search.shadow()->trainer()), lived.was(step)) << step;
    }
  }
}

TEST(MomentProperty, IsFoundByAnotherProcessInTheRunsFolder) {
  const test::TemporaryFolder folder;
  const TimelineOptions options{
      .memory = 30'000, .folder = folder.path(), .share_of_time = 1e9, .reach_secs = 0};
  LivedRun lived(full_recipe(), {}, 50, 1, options);
  lived.timeline().settle();
  Timeline reopened(options);
  reopened.begin(lived.run(), 0);
  ASSERT_GT(reopened.size(), 2u);
  RunPast past = lived.past();
  past.timeline = &reopened;
  MomentSearch search(past, lived.trainer());
  for (const int step : {40, 3, 25}) {
    lead_to(search, step);
    EXPECT_EQ(test::fingerprint(search.shadow()->trainer()), lived.was(step)) << step;
  }
}

TEST(MomentProperty, ScrubsStepByStepBothWays) {
  LivedRun lived(full_recipe(), restless_changes(), 40);
  MomentSearch search(lived.past(), lived.trainer());
  for (int step = 40; step >= 0; --step) {
    lead_to(search, step);
    ASSERT_EQ(test::fingerprint(search.shadow()->trainer()), lived.was(step)) << step;
  }
  for (int step = 1; step <= 40; ++step) {
    search.seek(step);
    int slices = 0;
    while (!search.advance()) ++slices;
    ASSERT_EQ(test::fingerprint(search.shadow()->trainer()), lived.was(step)) << step;
    EXPECT_LE(slices, 4) << "a step, its validation, the changes before it";
  }
}

TEST(MomentProperty, HasTheLastStepsGradientsWhereTheyAreAskedFor) {
  LivedRun lived(tiny_recipe(), {}, 20);
  MomentSearch search(lived.past(), lived.trainer());
  for (const int step : {20, 11, 11, 12, 5}) {
    search.seek(step, MomentSearch::Need::LastStep);
    bool was_told = false;
    while (search.is_busy()) {
      was_told |= search.is_before_last_step();
      search.advance();
    }
    EXPECT_EQ(test::fingerprint(search.shadow()->trainer()), lived.was(step));
    const Batch& batch = search.shadow()->trainer().batch();
    EXPECT_EQ(batch.x.batch_size(), step % 13 == 0 ? 8 : 16) << "a minibatch was trained on";
    EXPECT_TRUE(was_told || step == 11);
  }
}

TEST(MomentProperty, IsGivenUpForAnother) {
  LivedRun lived(tiny_recipe({"epochs=9"}), {}, 60, 1, {.memory = 0, .share_of_time = 1e9});
  MomentSearch search(lived.past(), lived.trainer());
  search.seek(50);
  for (int i = 0; i < 14; ++i) EXPECT_FALSE(search.advance());
  EXPECT_EQ(search.shadow(), nullptr);
  EXPECT_NEAR(search.progress(), 13 / 50.0, 0.03);
  lead_to(search, 7);
  EXPECT_EQ(test::fingerprint(search.shadow()->trainer()), lived.was(7));
  search.seek(50);
  search.cancel();
  EXPECT_FALSE(search.is_busy());
}

TEST(MomentProperty, NoticesWhatIsNotTheSameRun) {
  LivedRun lived(tiny_recipe(), {}, 20, 1, {.memory = 0, .share_of_time = 1e9});
  RunPast past = lived.past();
  past.recipe.seed = 2;  // as where the weights came from a file
  MomentSearch search(past, lived.trainer());
  lead_to(search, 10);
  EXPECT_EQ(search.first_mismatch(), 1);
}

// Moments change nothing of the run that they are of.
TEST(MomentProperty, LeavesTheRunAlone) {
  LivedRun watched(full_recipe(), {}, 30);
  LivedRun alone(full_recipe(), {}, 30, 1, {.memory = 0});
  MomentSearch search(watched.past(), watched.trainer());
  for (const int step : {4, 29, 17}) lead_to(search, step);
  EXPECT_EQ(watched.is(), alone.is());
}

}  // namespace
}  // namespace netdyno
