// SPDX-License-Identifier: MIT
//
// Recipe + seed + journal = the same run again, bit for bit, however the live one was played with.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "engine/nn/initializer.h"
#include "engine/run/replay.h"
#include "tests/support/session_driver.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::SessionDriver;
using test::tiny_recipe;

// Within a test, Run is googletest's own.
using TrainingRun = netdyno::Run;

// What a restless person might do.
Command random_command(Random& random) {
  const double share = random.uniform();
  switch (random.below(19)) {
    case 0:
      return SetKnob{"optimizer.learning_rate", 0.001 + 0.1 * share};
    case 1:
      return SetKnob{"optimizer.momentum", 0.9 * share};
    case 2:
      return SetKnob{"penalty", Penalty{.l2 = 0.01 * share, .l1 = 0.001 * share}};
    case 3:
      return SetKnob{"batch_size", 1 + static_cast<Index>(40 * share)};
    case 4:
      return SetKnob{"model.layers[4].rate", 0.8 * share};
    case 5:
      return SetKnob{"data.preprocess", share < 0.5 ? "mean-image" : "standardize"};
    case 6:
      return SetKnob{"model.init", default_init_spec(share < 0.5 ? "he" : "xavier")};
    case 7:
      return SetKnob{share < 0.5 ? "model.layers[0].init" : "model.layers[5].init",
                     default_init_spec("gaussian")};
    case 8:
      return Pause{};
    case 9:
      return StepOnce{};
    case 10:
      return SetProbes{{"activations", "gradients", "saliency"}};
    case 11:
      return SetKnob{
          "optimizer",
          OptimizerSpec{share < 0.5 ? "momentum" : "nesterov", 0.001 + 0.01 * share, {}}};
    case 12:
      return SetKnob{"schedule", ScheduleSpec{share < 0.3 ? "inverse-time" : "plateau", {}}};
    case 13:
      return SetKnob{"averaging",
                     AveragingSpec{.kind = share < 0.5 ? "none" : "exponential", .decay = share}};
    case 14:
      return SetKnob{"loss", share < 0.5 ? "softmax" : "hinge"};
    case 15:
      return SetKnob{"data.augment", share < 0.3
                                         ? std::vector<AugmentSpec>{}
                                         : std::vector<AugmentSpec>{{"flip", {}}, {"rotate", {}}}};
    case 16:
      return Redraw{share < 0.5 ? std::nullopt : std::optional<std::size_t>(5)};
    case 17:
      return SetKnob{"optimizer.kind", share < 0.5 ? "momentum" : "nesterov"};
    default:
      return Play{};
  }
}

struct LiveRun {
  std::vector<StepRecord> records;
  std::map<std::int64_t, double> validation_losses;
  JournalDocument journal;
};

// Sends commands at moments that differ each time.
LiveRun play_live(const Recipe& recipe, std::uint64_t seed, int commands, int threads) {
  SessionDriver driver({.threads = threads, .probe_interval_ms = 2});
  driver.send(OpenRecipe{recipe});
  Random random(seed, Stream::Test);
  for (int i = 0; i < commands; ++i) {
    driver.send(random_command(random));
    if (random.below(4) == 0) {
      driver.send(Play{});
      const std::int64_t next = driver.last_step() + static_cast<std::int64_t>(random.below(9));
      EXPECT_TRUE(driver.wait_for_step(next));
    }
  }
  driver.send(Pause{});
  // Knobs that wait for a validation make themselves known by their marker or journal entry; a
  // last knob that waits for them all ends the run's history.
  driver.send(SetKnob{"model.init", default_init_spec("he")});
  driver.send(SetKnob{
      "schedule", ScheduleSpec{"constant", {}}});  // the rate that is set by hand shows as it is
  driver.send(SetKnob{"optimizer.learning_rate", 0.04321});
  driver.send(StepOnce{});
  EXPECT_TRUE(driver.wait_until([&] {
    return driver.snapshot() && driver.snapshot()->state == RunState::Paused &&
           driver.snapshot()->learning_rate == 0.04321;
  }));
  LiveRun live;
  live.records = driver.all<StepRecord>();
  for (const ValidationRecord& record : driver.all<ValidationRecord>())
    live.validation_losses[record.step] = record.loss;
  live.journal = *driver.session().journal();
  EXPECT_TRUE(driver.all<CommandRefused>().empty());
  return live;
}

void expect_same(const LiveRun& live, const Run& replayed) {
  const History& history = replayed.history();
  ASSERT_EQ(history.size(), live.records.size());
  for (std::size_t i = 0; i < history.size(); ++i) {
    ASSERT_EQ(history.record(i).train_loss, live.records[i].train_loss) << "step " << i + 1;
    ASSERT_EQ(history.record(i).penalty, live.records[i].penalty) << "step " << i + 1;
    ASSERT_EQ(history.record(i).learning_rate, live.records[i].learning_rate) << "step " << i + 1;
  }
  for (const ValidationRecord& record : history.validations())
    if (live.validation_losses.contains(record.step)) {
      EXPECT_EQ(record.loss, live.validation_losses.at(record.step)) << "step " << record.step;
    }
}

TEST(Replay, OfARestlessLiveRunGivesTheSameBits) {
  for (const int threads : {1, 2}) {
    const Recipe recipe = tiny_recipe({"epochs=1000000"});
    const LiveRun live = play_live(recipe, 100 + static_cast<std::uint64_t>(threads), 120, threads);
    // Through its text, as a tool would read it.
    const JournalDocument journal = journal_from_json(Json::parse(
        journal_to_json(live.journal.recipe, live.journal.threads, live.journal.journal).dump()));
    EXPECT_EQ(journal.threads, threads);
    EXPECT_GT(journal.journal.size(), 20u);
    test::TinyEngine engine(journal.threads);
    TrainingRun run(journal.recipe, test::tiny_data(journal.recipe), *engine.kernels);
    replay(run, journal.journal, live.records.back().step);
    expect_same(live, run);
  }
}

TEST(Replay, StopsEarlyWhereTheLiveRunDid) {
  SessionDriver driver;
  driver.send(OpenRecipe{tiny_recipe({"epochs=1000000", "early_stopping.patience=1"})});
  ASSERT_TRUE(driver.wait_for(RunState::Finished));
  EXPECT_TRUE(driver.all<RunFinished>()[0].best);
  driver.send(SetKnob{"early_stopping", EarlyStoppingSpec{.patience = 2}});
  driver.send(SetKnob{"optimizer.learning_rate", 0.2});
  driver.send(Play{});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<RunFinished>().size() == 2; }));
  driver.send(StepOnce{});
  driver.send(StepOnce{});
  driver.send(RestoreBest{});
  driver.send(StepOnce{});
  const std::int64_t last = driver.all<RunFinished>()[1].step + 3;
  ASSERT_TRUE(driver.wait_for_step(last));
  const auto journal = driver.session().journal();
  EXPECT_EQ(journal->journal.size(), 3u);
  test::TinyEngine engine(journal->threads);
  TrainingRun run(journal->recipe, test::tiny_data(journal->recipe), *engine.kernels);
  replay(run, journal->journal, last);
  const std::vector<StepRecord> live = driver.all<StepRecord>();
  ASSERT_EQ(run.history().size(), live.size());
  for (std::size_t i = 0; i < live.size(); ++i)
    ASSERT_EQ(run.history().record(i).train_loss, live[i].train_loss) << "step " << i + 1;
}

TEST(Replay, PassesThroughADivergence) {
  SessionDriver driver;
  driver.send(OpenRecipe{tiny_recipe({"epochs=1000000"})});
  ASSERT_TRUE(driver.wait_for_step(10));
  driver.send(SetKnob{"optimizer.learning_rate", 1e30});
  ASSERT_TRUE(driver.wait_for(RunState::Diverged));
  driver.send(SetKnob{"optimizer.learning_rate", 0.01});
  for (int i = 0; i < 10; ++i) driver.send(StepOnce{});
  const std::int64_t last = driver.snapshot()->step + 10;
  ASSERT_TRUE(driver.wait_for_step(last));
  const auto journal = driver.session().journal();
  test::TinyEngine engine(journal->threads);
  TrainingRun run(journal->recipe, test::tiny_data(journal->recipe), *engine.kernels);
  replay(run, journal->journal, last);
  EXPECT_EQ(run.history().record(run.history().size() - 1).train_loss,
            driver.all<StepRecord>().back().train_loss);
}

// Losses of the first steps of a live run with `probes`.
std::vector<double> losses_with(const std::vector<std::string>& probes) {
  SessionDriver driver({.threads = 1, .probe_interval_ms = 0, .snapshot_interval_ms = 0});
  driver.send(SetProbes{probes});
  driver.send(OpenRecipe{tiny_recipe({"epochs=1000000"})});
  EXPECT_TRUE(driver.wait_for_step(150));
  std::vector<double> losses;
  for (const StepRecord& record : driver.all<StepRecord>()) losses.push_back(record.train_loss);
  losses.resize(150);
  return losses;
}

TEST(Probes, ChangeNoBitOfTheRun) {
  std::vector<std::string> all;
  for (const Probe& probe : probes()) all.push_back(probe.id);
  EXPECT_EQ(losses_with(all), losses_with({}));
}

}  // namespace
}  // namespace netdyno
