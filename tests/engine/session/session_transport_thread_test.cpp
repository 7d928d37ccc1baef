// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>

#include "tests/support/session_driver.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::endless_recipe;
using test::SessionDriver;
using test::tiny_recipe;

TEST(SessionTransport, ShowsNothingBeforeTheFirstRecipe) {
  SessionDriver driver;
  driver.send(Play{});
  driver.send(SetKnob{"optimizer.learning_rate", 0.1});
  ASSERT_TRUE(driver.wait_until([&] { return !driver.all<CommandRefused>().empty(); }));
  EXPECT_EQ(driver.snapshot(), nullptr);
  EXPECT_FALSE(driver.session().journal());
  driver.send(OpenRecipe{endless_recipe(), false});
  EXPECT_TRUE(driver.wait_for(RunState::Paused)) << "it still takes a recipe";
}

TEST(SessionTransport, TrainsOnceARecipeIsOpen) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe()});
  ASSERT_TRUE(driver.wait_for_step(30));
  EXPECT_EQ(driver.all<RunStarted>().size(), 1u);
  EXPECT_GE(driver.all<ValidationRecord>().size(), 1u);
  ASSERT_TRUE(driver.wait_until([&] { return driver.snapshot()->step > 13; }));
  const Snapshot& snapshot = *driver.snapshot();
  EXPECT_EQ(snapshot.state, RunState::Running);
  EXPECT_EQ(snapshot.train_examples, 200);
  EXPECT_EQ(snapshot.steps_per_epoch, 13);
  EXPECT_GT(snapshot.images_per_second, 0.0);
  EXPECT_GT(snapshot.seconds_to_go, 0.0);
  EXPECT_EQ(snapshot.class_names.size(), 3u);
  ASSERT_TRUE(snapshot.recipe && snapshot.network);
  EXPECT_EQ(snapshot.network->layers.size(), 6u);
}

TEST(SessionTransport, SendsEveryStepOnceAndInOrder) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe()});
  ASSERT_TRUE(driver.wait_for_step(200));
  const auto records = driver.all<StepRecord>();
  for (std::size_t i = 0; i < records.size(); ++i)
    EXPECT_EQ(records[i].step, static_cast<std::int64_t>(i) + 1);
  EXPECT_EQ(driver.session().dropped_events(), 0u);
}

TEST(SessionTransport, PausesAndResumes) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe()});
  ASSERT_TRUE(driver.wait_for_step(5));
  driver.send(Pause{});
  ASSERT_TRUE(driver.wait_for(RunState::Paused));
  const std::int64_t step = driver.snapshot()->step;
  ASSERT_TRUE(driver.wait_for_step(step));
  EXPECT_EQ(driver.last_step(), step) << "no step after the pause";
  driver.send(Play{});
  EXPECT_TRUE(driver.wait_for_step(step + 5));
}

TEST(SessionTransport, HoldsTrainingToAPace) {
  SessionDriver driver;
  driver.send(SetPace{20});
  driver.send(OpenRecipe{endless_recipe()});
  ASSERT_TRUE(driver.wait_for_step(2));
  const auto start = std::chrono::steady_clock::now();
  ASSERT_TRUE(driver.wait_for_step(12));
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(400))
      << "10 steps at 20 a second";
  EXPECT_EQ(driver.snapshot()->pace, 20);
  driver.send(SetPace{0.01});
  driver.send(Pause{});
  ASSERT_TRUE(driver.wait_for(RunState::Paused)) << "a command need not wait for the next step";
  const std::int64_t step = driver.snapshot()->step;
  driver.send(StepOnce{});
  driver.send(StepOnce{});
  EXPECT_TRUE(driver.wait_for_step(step + 2)) << "single steps are not held up";
  driver.send(SetPace{20});
  const std::int64_t before = driver.last_step();
  const auto epoch_start = std::chrono::steady_clock::now();
  driver.send(StepEpoch{});
  ASSERT_TRUE(driver.wait_for_step(before + 5));
  EXPECT_GE(std::chrono::steady_clock::now() - epoch_start, std::chrono::milliseconds(150))
      << "an epoch keeps the pace";
  driver.send(SetPace{0.01});
  driver.send(SetPace{-1});
  ASSERT_TRUE(driver.wait_until([&] { return !driver.all<CommandRefused>().empty(); }));
  // The refusal is told at once, the pace before it with the next snapshot.
  EXPECT_TRUE(driver.wait_until([&] { return driver.snapshot()->pace == 0.01; }));
}

TEST(SessionTransport, StepsOnceForEachCommand) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe(), false});
  for (int i = 0; i < 15; ++i) driver.send(StepOnce{});
  ASSERT_TRUE(driver.wait_until([&] {
    return driver.snapshot() && driver.snapshot()->step == 15 &&
           driver.snapshot()->state == RunState::Paused;
  }));
  EXPECT_EQ(driver.all<StepRecord>().size(), 15u);
}

TEST(SessionTransport, AppliesWhatFollowsAStepAfterThatStep) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe(), false});
  for (const double learning_rate : {0.1, 0.2, 0.3}) {
    driver.send(StepOnce{});
    driver.send(SetKnob{"optimizer.learning_rate", learning_rate});
  }
  driver.send(StepOnce{});
  ASSERT_TRUE(driver.wait_for_step(4));
  std::vector<double> rates;
  for (const StepRecord& record : driver.all<StepRecord>()) rates.push_back(record.learning_rate);
  EXPECT_EQ(rates, (std::vector<double>{0.05, 0.1, 0.2, 0.3}));
}

TEST(SessionTransport, APauseCancelsStepsThatWereAskedFor) {
  SessionDriver driver;
  driver.send(OpenRecipe{test::slow_recipe(), false});
  for (int i = 0; i < 2000; ++i) driver.send(StepOnce{});
  ASSERT_TRUE(driver.wait_for_step(1));
  driver.send(Pause{});
  driver.send(SetKnob{"optimizer.learning_rate", 0.1});
  ASSERT_TRUE(driver.wait_until([&] { return !driver.session().journal()->journal.empty(); }));
  EXPECT_LT(driver.session().journal()->journal[0].step, 2000);
}

TEST(SessionTransport, StepsToTheEpochsEndAndItsValidation) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe(), false});
  driver.send(StepEpoch{});
  ASSERT_TRUE(driver.wait_until([&] {
    return driver.snapshot() && driver.snapshot()->step == 13 &&
           driver.snapshot()->state == RunState::Paused;
  }));
  EXPECT_EQ(driver.all<ValidationRecord>().size(), 1u);
  EXPECT_FALSE(driver.snapshot()->is_validating);
}

TEST(SessionTransport, FinishesAndGoesOnBeyond) {
  SessionDriver driver;
  driver.send(OpenRecipe{tiny_recipe({"epochs=2"})});
  ASSERT_TRUE(driver.wait_for(RunState::Finished));
  EXPECT_EQ(driver.snapshot()->step, 26);
  EXPECT_EQ(driver.snapshot()->seconds_to_go, 0.0);
  ASSERT_EQ(driver.all<RunFinished>().size(), 1u);
  EXPECT_EQ(driver.all<RunFinished>()[0].step, 26);
  driver.send(Play{});
  EXPECT_TRUE(driver.wait_for_step(60));
}

TEST(SessionTransport, RestartsWithTheSameWeightsAndTheCurrentKnobs) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe(), false});
  driver.send(StepOnce{});
  ASSERT_TRUE(driver.wait_for_step(1));
  const double loss = driver.all<StepRecord>()[0].train_loss;
  driver.send(SetKnob{"optimizer.learning_rate", 0.25});
  driver.send(Restart{});
  driver.send(StepOnce{});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<StepRecord>().size() == 2; }));
  EXPECT_EQ(driver.all<RunStarted>().size(), 2u);
  const StepRecord again = driver.all<StepRecord>()[1];
  EXPECT_EQ(again.step, 1);
  EXPECT_EQ(again.train_loss, loss);
  EXPECT_EQ(again.learning_rate, 0.25);
  EXPECT_TRUE(driver.session().journal()->journal.empty()) << "a new run, a new journal";
  EXPECT_EQ(driver.session().journal()->recipe.optimizer.learning_rate, 0.25);
}

TEST(SessionTransport, RestartsWithANewSeed) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe(), false});
  driver.send(StepOnce{});
  driver.send(Restart{77});
  driver.send(StepOnce{});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<StepRecord>().size() == 2; }));
  EXPECT_EQ(driver.all<RunStarted>()[1].seed, 77u);
  EXPECT_NE(driver.all<StepRecord>()[0].train_loss, driver.all<StepRecord>()[1].train_loss);
  ASSERT_TRUE(driver.wait_for(RunState::Paused));
  EXPECT_EQ(driver.snapshot()->recipe->seed, 77u);
}

TEST(SessionTransport, SurvivesAStormOfRestarts) {
  SessionDriver driver({.threads = 2, .low_priority = true});
  driver.send(OpenRecipe{endless_recipe()});
  ASSERT_TRUE(driver.wait_for_step(1));
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    driver.send(Restart{seed});
    driver.send(Restart{});
    driver.send(seed % 3 == 0 ? Command(Pause{}) : Command(Play{}));
  }
  driver.send(Play{});
  ASSERT_TRUE(driver.wait_until([&] {
    return driver.snapshot() && driver.snapshot()->recipe &&
           driver.snapshot()->recipe->seed == 39 && driver.snapshot()->step > 5;
  }));
}

TEST(SessionTransport, StopsAtADivergenceAndGoesOnFromGoodWeights) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe()});
  ASSERT_TRUE(driver.wait_for_step(5));
  driver.send(SetKnob{"optimizer.learning_rate", 1e30});
  ASSERT_TRUE(driver.wait_for(RunState::Diverged));
  ASSERT_EQ(driver.all<RunDiverged>().size(), 1u);
  ASSERT_TRUE(driver.snapshot()->divergence);
  EXPECT_EQ(driver.snapshot()->divergence->step, driver.snapshot()->step);
  EXPECT_EQ(driver.snapshot()->divergence->learning_rate, 1e30);
  driver.send(SetKnob{"optimizer.learning_rate", 0.01});
  driver.send(Play{});
  ASSERT_TRUE(driver.wait_for_step(driver.snapshot()->step + 20));
  EXPECT_TRUE(std::isfinite(driver.all<StepRecord>().back().train_loss));
  EXPECT_EQ(driver.all<RunDiverged>().size(), 1u);
}

TEST(SessionTransport, ForgetsStepsAskedForBeforeADivergence) {
  SessionDriver driver;
  Recipe recipe = endless_recipe();
  recipe.optimizer.learning_rate = 1e30;
  driver.send(OpenRecipe{recipe, false});
  ASSERT_TRUE(driver.wait_for(RunState::Paused));
  EXPECT_TRUE(std::isnan(driver.snapshot()->seconds_to_go)) << "no speed is known yet";
  // One command, so that none can arrive after the divergence, where it would step on.
  driver.send(StepEpoch{});
  ASSERT_TRUE(driver.wait_for(RunState::Diverged));
  const std::int64_t step = driver.snapshot()->step;
  EXPECT_LT(step, 13) << "an epoch's steps";
  driver.send(SetProbes{{"activations"}});
  ASSERT_TRUE(driver.wait_until([&] { return driver.snapshot()->probes.contains("activations"); }));
  EXPECT_EQ(driver.snapshot()->state, RunState::Diverged);
  EXPECT_EQ(driver.snapshot()->step, step);
}

TEST(SessionTransport, WakesTheAppOncePerSnapshot) {
  std::atomic<int> wakes = 0;
  SessionDriver driver({.threads = 1, .low_priority = false, .wake = [&] { ++wakes; }});
  driver.send(OpenRecipe{endless_recipe()});
  ASSERT_TRUE(driver.wait_for_step(2000));
  EXPECT_GT(wakes, 0);
  EXPECT_LT(wakes, 1000) << "far fewer than steps";
  driver.destroy();
}

TEST(SessionTransport, CapturesNothingForAnAppThatDoesNotLook) {
  std::atomic<int> wakes = 0;
  Session session({.threads = 1, .snapshot_interval_ms = 0, .wake = [&] { ++wakes; }});
  session.send(OpenRecipe{tiny_recipe({"epochs=100"})});
  while (true) {  // not one look at a snapshot
    const std::vector<Event> events = session.drain_events();
    if (std::ranges::any_of(
            events, [](const Event& event) { return std::holds_alternative<RunFinished>(event); }))
      break;
  }
  EXPECT_LE(wakes, 5);
}

TEST(SessionTransport, ShutsDownInTheMiddleOfASlowStep) {
  SessionDriver driver({.threads = 2, .low_priority = true});
  driver.send(OpenRecipe{test::slow_recipe()});
  ASSERT_TRUE(driver.wait_for_step(1));
  driver.send(SetKnob{"optimizer.learning_rate", 0.02});
  driver.destroy();
}

TEST(SessionTransport, AnswersWhileASlowNetworkTrains) {
  SessionDriver driver({.threads = 2, .low_priority = true});
  driver.send(OpenRecipe{test::slow_recipe()});
  ASSERT_TRUE(driver.wait_for_step(1));
  driver.send(SetKnob{"optimizer.learning_rate", 0.003});
  ASSERT_TRUE(driver.wait_until([&] {
    const Snapshot* snapshot = driver.snapshot();
    return snapshot && snapshot->recipe && snapshot->recipe->optimizer.learning_rate == 0.003 &&
           snapshot->learning_rate == 0.003;
  }));
  driver.send(Pause{});
  EXPECT_TRUE(driver.wait_for(RunState::Paused));
}

TEST(SessionTransport, FinishesEarlyAndSaysWhichWeightsItKept) {
  SessionDriver driver;
  driver.send(OpenRecipe{tiny_recipe({"epochs=1000000", "early_stopping.patience=2"})});
  ASSERT_TRUE(driver.wait_for(RunState::Finished));
  const RunFinished finished = driver.all<RunFinished>().at(0);
  EXPECT_TRUE(finished.stopped_early);
  ASSERT_TRUE(finished.best);
  EXPECT_EQ(finished.best->step, finished.step - 2 * 13) << "two epochs before";
  const KnobMarker marker = driver.all<KnobMarker>().at(0);
  EXPECT_EQ(marker.knob, "best weights restored");
  EXPECT_EQ(marker.after, finished.best->text());
  ASSERT_TRUE(driver.snapshot()->best);
  EXPECT_EQ(driver.snapshot()->best->step, finished.best->step);
}

}  // namespace
}  // namespace netdyno
