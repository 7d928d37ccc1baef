// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "tests/support/session_driver.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::endless_recipe;
using test::SessionDriver;

std::shared_ptr<const RangeTestResult> range_test(const SessionDriver& driver) {
  return study_report<RangeTestResult>(driver.snapshot(), "range-test");
}

bool is_over(const SessionDriver& driver) {
  const auto result = range_test(driver);
  return result && !result->is_running;
}

// One of many steps that are too small to end it.
RunStudy long_test() {
  return {"range-test", {{"lowest", 1e-9}, {"highest", 1e-8}, {"steps", std::int64_t{100000}}}};
}

TEST(SessionRangeTest, RunsWhileTheRunIsPaused) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe(), false});
  driver.send(RunStudy{"range-test"});
  ASSERT_TRUE(driver.wait_until([&] { return is_over(driver); }));
  EXPECT_GT(range_test(driver)->points.size(), 10u);
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
      driver.send(RunStudy{"range-test"});
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
  driver.send(long_test());
  ASSERT_TRUE(driver.wait_until([&] {
    const auto result = range_test(driver);
    return result && result->points.size() > 5;
  }));
  EXPECT_FALSE(is_over(driver));
  driver.send(CancelStudy{"range-test"});
  ASSERT_TRUE(driver.wait_until([&] { return is_over(driver); }));
  EXPECT_EQ(range_test(driver)->status.find("Cancelled after"), 0u);
  driver.send(StepOnce{});
  EXPECT_TRUE(driver.wait_for_step(1)) << "commands are answered as before";
}

TEST(SessionRangeTest, EndsWithItsRun) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe(), false});
  driver.send(long_test());
  ASSERT_TRUE(driver.wait_until([&] { return range_test(driver) != nullptr; }));
  driver.send(Restart{});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<RunStarted>().size() == 2; }));
  ASSERT_TRUE(driver.wait_until([&] { return range_test(driver) == nullptr; }));
  driver.send(StepOnce{});
  EXPECT_TRUE(driver.wait_for_step(1));
}

TEST(SessionRangeTest, RefusesWhatCannotBe) {
  SessionDriver driver;
  driver.send(RunStudy{"range-test"});
  driver.send(OpenRecipe{endless_recipe(), false});
  driver.send(RunStudy{"range-test", {{"steps", std::int64_t{0}}}});
  driver.send(CancelStudy{"range-test"});  // of none: nothing happens
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CommandRefused>().size() == 2; }));
  EXPECT_NE(driver.all<CommandRefused>()[1].what.find("steps"), std::string::npos);
}

}  // namespace
}  // namespace netdyno
