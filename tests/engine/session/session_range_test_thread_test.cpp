// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "tests/support/session_driver.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::endless_recipe;
using test::SessionDriver;

bool is_over(const SessionDriver& driver) {
  return driver.snapshot() && driver.snapshot()->range_test &&
         driver.snapshot()->range_test->is_over;
}

TEST(SessionRangeTest, RunsWhileTheRunIsPaused) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe(), false});
  driver.send(RunRangeTest{});
  ASSERT_TRUE(driver.wait_until([&] { return is_over(driver); }));
  EXPECT_GT(driver.snapshot()->range_test->points.size(), 10u);
  EXPECT_EQ(driver.snapshot()->state, RunState::Paused);
  EXPECT_EQ(driver.snapshot()->step, 0);
  EXPECT_TRUE(driver.session().journal()->journal.empty());
}

TEST(SessionRangeTest, ChangesNoBitOfARunThatGoesOnMeanwhile) {
  const auto losses = [](bool with_test) {
    SessionDriver driver;
    driver.send(OpenRecipe{endless_recipe()});
    if (with_test) {
      EXPECT_TRUE(driver.wait_for_step(3));
      driver.send(RunRangeTest{});
      EXPECT_TRUE(driver.wait_until([&] { return is_over(driver); }));
    }
    EXPECT_TRUE(driver.wait_for_step(200));
    std::vector<double> all;
    for (const StepRecord& record : driver.all<StepRecord>()) all.push_back(record.train_loss);
    all.resize(200);
    return all;
  };
  EXPECT_EQ(losses(true), losses(false));
}

TEST(SessionRangeTest, IsCancelledAndLeavesWhatItFound) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe(), false});
  driver.send(RunRangeTest{{.lowest = 1e-9, .highest = 1e-8, .steps = 100000}});
  ASSERT_TRUE(driver.wait_until([&] {
    return driver.snapshot() && driver.snapshot()->range_test &&
           driver.snapshot()->range_test->points.size() > 5;
  }));
  EXPECT_FALSE(is_over(driver));
  driver.send(CancelRangeTest{});
  ASSERT_TRUE(driver.wait_until([&] { return is_over(driver); }));
  EXPECT_EQ(driver.snapshot()->range_test->status.find("Cancelled after"), 0u);
  driver.send(StepOnce{});
  EXPECT_TRUE(driver.wait_for_step(1)) << "commands are answered as before";
}

TEST(SessionRangeTest, EndsWithItsRun) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe(), false});
  driver.send(RunRangeTest{{.lowest = 1e-9, .highest = 1e-8, .steps = 100000}});
  ASSERT_TRUE(driver.wait_until(
      [&] { return driver.snapshot() && driver.snapshot()->range_test != nullptr; }));
  driver.send(Restart{});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<RunStarted>().size() == 2; }));
  ASSERT_TRUE(driver.wait_until([&] { return driver.snapshot()->range_test == nullptr; }));
  driver.send(StepOnce{});
  EXPECT_TRUE(driver.wait_for_step(1));
}

TEST(SessionRangeTest, RefusesWhatCannotBe) {
  SessionDriver driver;
  driver.send(RunRangeTest{});
  driver.send(OpenRecipe{endless_recipe(), false});
  driver.send(RunRangeTest{{.steps = 0}});
  driver.send(CancelRangeTest{});  // of none: nothing happens
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CommandRefused>().size() == 2; }));
  EXPECT_NE(driver.all<CommandRefused>()[1].what.find("range_test.steps"), std::string::npos);
}

}  // namespace
}  // namespace netdyno
