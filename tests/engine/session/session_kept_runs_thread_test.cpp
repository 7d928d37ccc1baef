// SPDX-License-Identifier: MIT
//
// Nothing is lost by one command: runs that another one took the place of come back as they were
// left, and go on bit for bit.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/nn/initializer.h"
#include "engine/run/checkpoint.h"
#include "tests/support/session_driver.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::endless_recipe;
using test::SessionDriver;

class SessionKeptRuns : public testing::Test {
 protected:
  // At step `steps`, paused.
  void train(std::int64_t steps) {
    for (std::int64_t i = 0; i < steps; ++i) driver_.send(StepOnce{});
    wait_for(steps);
  }
  void wait_for(std::int64_t step) {
    ASSERT_TRUE(driver_.wait_until([&] {
      const Snapshot* snapshot = driver_.snapshot();
      return snapshot && snapshot->state == RunState::Paused && snapshot->step == step;
    })) << "step "
        << (driver_.snapshot() ? driver_.snapshot()->step : -1);
  }
  // Sends that and waits for another run to take the open one's place.
  RunId replace(Command command) {
    const std::size_t before = driver_.all<RunKept>().size();
    driver_.send(std::move(command));
    EXPECT_TRUE(driver_.wait_until([&] { return driver_.all<RunKept>().size() > before; }));
    return driver_.all<RunKept>().back().run.id;
  }
  // The losses of the next steps.
  std::vector<double> losses(int count) {
    const std::size_t before = driver_.all<StepRecord>().size();
    for (int i = 0; i < count; ++i) driver_.send(StepOnce{});
    const auto done = [&] {
      return driver_.all<StepRecord>().size() >= before + static_cast<std::size_t>(count);
    };
    EXPECT_TRUE(driver_.wait_until(done));
    std::vector<double> losses;
    for (const StepRecord& record : driver_.all<StepRecord>()) losses.push_back(record.train_loss);
    losses.erase(losses.begin(), losses.begin() + static_cast<std::ptrdiff_t>(before));
    return losses;
  }
  // What a run that nobody replaced has for those steps.
  static std::vector<double> undisturbed(std::int64_t from, int count) {
    const Recipe recipe = endless_recipe();
    test::TinyEngine engine;
    Trainer trainer(recipe, test::tiny_data(recipe), *engine.kernels);
    test::train(trainer, static_cast<int>(from));
    return test::train(trainer, count);
  }

  SessionDriver driver_;
};

TEST_F(SessionKeptRuns, ARestartedRunComesBackAndGoesOnBitForBit) {
  driver_.send(OpenRecipe{endless_recipe(), false, "tiny"});
  train(30);
  const RunId first = replace(Restart{});
  wait_for(0);
  EXPECT_NE(driver_.snapshot()->run.id, first);
  EXPECT_EQ(driver_.snapshot()->run.name, "tiny");
  losses(3);
  driver_.send(ReopenRun{first});
  wait_for(30);
  EXPECT_EQ(driver_.snapshot()->run.id, first);
  EXPECT_EQ(driver_.all<RunResumed>().back().history->size(), 30u);
  EXPECT_EQ(losses(20), undisturbed(30, 20));

  const RunKept second = driver_.all<RunKept>().back();
  EXPECT_EQ(second.next, first);
  EXPECT_EQ(second.step, 3);
  driver_.send(ReopenRun{second.run.id});
  wait_for(3);
  EXPECT_EQ(losses(5), undisturbed(3, 5)) << "forward again";
}

TEST_F(SessionKeptRuns, RunsComeBackWithTheirJournalAndTheirKnobs) {
  driver_.send(OpenRecipe{endless_recipe(), false});
  train(5);
  driver_.send(SetKnob{"optimizer.learning_rate", 0.02});
  losses(5);
  const RunId first = replace(Restart{99});
  ASSERT_TRUE(driver_.wait_until([&] { return driver_.all<RunStarted>().size() == 2; }));
  EXPECT_EQ(driver_.all<RunStarted>().back().seed, 99u);
  driver_.send(SetKnob{"optimizer.learning_rate", 0.5});
  driver_.send(ReopenRun{first});
  wait_for(10);
  EXPECT_EQ(driver_.snapshot()->recipe->optimizer.learning_rate, 0.02);
  ASSERT_EQ(driver_.session().journal()->journal.size(), 1u);
  EXPECT_EQ(driver_.session().journal()->journal[0].step, 5);
  EXPECT_EQ(driver_.all<RunResumed>().back().history->markers().size(), 1u);
}

TEST_F(SessionKeptRuns, OtherDataAreLoadedAgainForTheRunBefore) {
  driver_.send(OpenRecipe{endless_recipe(), false, "tiny"});
  train(7);
  Recipe other = endless_recipe();
  other.seed = 8;
  other.data.train = 100;
  const RunId first = replace(OpenRecipe{other, false, "few"});
  ASSERT_TRUE(driver_.wait_until([&] {
    return driver_.snapshot()->run.name == "few" && driver_.snapshot()->train_examples == 100;
  }));
  driver_.send(ReopenRun{first});
  wait_for(7);
  EXPECT_EQ(driver_.snapshot()->run.name, "tiny");
  EXPECT_EQ(driver_.snapshot()->train_examples, 200);
  EXPECT_EQ(losses(10), undisturbed(7, 10));
}

TEST_F(SessionKeptRuns, ARecipeThatFailsCostsNothing) {
  driver_.send(OpenRecipe{endless_recipe(), false});
  train(4);
  const Recipe broken = test::tiny_recipe({R"(data={"source":"idx","path":"/nowhere"})"});
  const RunId first = replace(OpenRecipe{broken, true});
  ASSERT_TRUE(driver_.wait_for(RunState::Failed));
  driver_.send(ReopenRun{first});
  wait_for(4);
  EXPECT_EQ(losses(4), undisturbed(4, 4));
}

TEST_F(SessionKeptRuns, WeightsDrawnAnewCanBeHadBack) {
  driver_.send(OpenRecipe{endless_recipe(), false});
  train(12);
  const RunId first = replace(SetKnob{"model.init", default_init_spec("zero")});
  EXPECT_EQ(driver_.all<RunStarted>().size(), 1u) << "the run goes on";
  ASSERT_TRUE(driver_.wait_until([&] { return driver_.snapshot()->run.id != first; }));
  losses(6);
  driver_.send(ReopenRun{first});
  wait_for(12);
  EXPECT_NE(driver_.snapshot()->recipe->model.init.scheme, "zero");
  EXPECT_EQ(losses(10), undisturbed(12, 10));
}

TEST_F(SessionKeptRuns, AKnobThatTakesEffectFromTheStartStartsAnotherRunThere) {
  driver_.send(OpenRecipe{endless_recipe(), false});
  train(12);
  for (const SetKnob& knob :
       {SetKnob{"model.layers[0].filters", 4}, SetKnob{"seed", 9}, SetKnob{"data.train", 100}}) {
    SCOPED_TRACE(knob.path);
    const RunId before = driver_.snapshot()->run.id;
    const RunId left = replace(knob);
    EXPECT_EQ(left, before);
    ASSERT_TRUE(driver_.wait_until([&] {
      return driver_.snapshot()->run.id != left && driver_.snapshot()->state == RunState::Paused;
    }));
    EXPECT_EQ(driver_.snapshot()->step, 0);
    EXPECT_EQ(value_at(*driver_.snapshot()->recipe, knob.path), knob.value);
    driver_.send(ReopenRun{left});
    wait_for(12);
  }
  EXPECT_EQ(losses(10), undisturbed(12, 10));
}

TEST_F(SessionKeptRuns, AKnobOfAnotherRunIsRefused) {
  driver_.send(OpenRecipe{endless_recipe(), false});
  ASSERT_TRUE(driver_.wait_for(RunState::Paused));
  driver_.send(SetKnob{"batch_size", 8, driver_.snapshot()->run.id + 5});
  driver_.send(SetKnob{"batch_size", 9, driver_.snapshot()->run.id});
  ASSERT_TRUE(driver_.wait_until([&] { return driver_.snapshot()->recipe->batch_size == 9; }));
  EXPECT_TRUE(driver_.wait_until([&] { return driver_.all<CommandRefused>().size() == 1; }));
}

TEST_F(SessionKeptRuns, WhatWasNeverTouchedIsNotKept) {
  driver_.send(OpenRecipe{endless_recipe(), false});
  ASSERT_TRUE(driver_.wait_for(RunState::Paused));
  driver_.send(Restart{});
  ASSERT_TRUE(driver_.wait_until([&] { return driver_.all<RunStarted>().size() == 2; }));
  EXPECT_TRUE(driver_.all<RunKept>().empty());
  driver_.send(ReopenRun{1});
  ASSERT_TRUE(driver_.wait_until([&] { return !driver_.all<CommandRefused>().empty(); }));
}

TEST_F(SessionKeptRuns, APauseHolds) {
  driver_.send(OpenRecipe{endless_recipe(), true});
  ASSERT_TRUE(driver_.wait_for_step(20));
  const RunId first = replace(Restart{});
  driver_.send(Pause{});
  ASSERT_TRUE(driver_.wait_for(RunState::Paused));
  driver_.send(ReopenRun{first});
  ASSERT_TRUE(driver_.wait_until([&] { return driver_.snapshot()->run.id == first; }));
  EXPECT_EQ(driver_.snapshot()->state, RunState::Paused);
  const RunId second = replace(Restart{});
  EXPECT_EQ(second, first);
}

TEST_F(SessionKeptRuns, AWholeDragIsGoneBackBeforeAfterADivergence) {
  driver_.send(OpenRecipe{endless_recipe(), false});
  train(40);
  for (const double rate : {0.1, 1e10, 1e30})
    driver_.send(SetKnob{"optimizer.learning_rate", rate});
  driver_.send(Play{});
  ASSERT_TRUE(driver_.wait_for(RunState::Diverged));
  const std::optional<LastChange>& change = driver_.snapshot()->last_change;
  ASSERT_TRUE(change);
  EXPECT_TRUE(change->can_go_back);
  EXPECT_EQ(change->step, 40);
  EXPECT_EQ(change->knob, "learning rate η");
  EXPECT_EQ(change->after, "1e+30");
  const RunId diverged = replace(RewindChange{});
  wait_for(40);
  EXPECT_EQ(driver_.snapshot()->recipe->optimizer.learning_rate,
            endless_recipe().optimizer.learning_rate);
  const History& history = *driver_.all<RunResumed>().back().history;
  EXPECT_EQ(history.size(), 40u);
  EXPECT_TRUE(history.markers().empty());
  EXPECT_TRUE(driver_.session().journal()->journal.empty());
  EXPECT_EQ(losses(20), undisturbed(40, 20));
  driver_.send(ReopenRun{diverged});
  ASSERT_TRUE(driver_.wait_for(RunState::Diverged));
}

TEST_F(SessionKeptRuns, ThereIsNothingBeforeTheFirstChange) {
  driver_.send(OpenRecipe{endless_recipe(), false});
  train(2);
  EXPECT_FALSE(driver_.snapshot()->last_change);
  driver_.send(RewindChange{});
  ASSERT_TRUE(driver_.wait_until([&] { return !driver_.all<CommandRefused>().empty(); }));
}

TEST_F(SessionKeptRuns, ACheckpointKnowsTheRunsName) {
  const test::TemporaryFolder folder;
  driver_.send(OpenRecipe{endless_recipe(), false, "spiral, edited"});
  train(3);
  driver_.send(SaveCheckpoint{folder.path()});
  ASSERT_TRUE(driver_.wait_until([&] { return !driver_.all<CheckpointSaved>().empty(); }));
  EXPECT_EQ(read_checkpoint(folder.path()).name, "spiral, edited");
  const RunId first = replace(OpenCheckpoint{folder.path(), false});
  ASSERT_TRUE(driver_.wait_until([&] { return driver_.snapshot()->run.id > first; }));
  EXPECT_EQ(driver_.snapshot()->run.name, "spiral, edited");
}

}  // namespace
}  // namespace netdyno
