// SPDX-License-Identifier: MIT
//
// Studies beside a training: commands stay answered, the run is not touched.
#include <gtest/gtest.h>

#include "engine/study/gradient_check.h"
#include "engine/study/sensitivity.h"
#include "tests/support/session_driver.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::SessionDriver;
using test::tiny_recipe;

bool has_checked(const SessionDriver& driver) {
  const Snapshot* snapshot = driver.snapshot();
  return snapshot && snapshot->gradient_check && !snapshot->gradient_check->is_running;
}

bool has_measured(const SessionDriver& driver) {
  const Snapshot* snapshot = driver.snapshot();
  return snapshot && snapshot->sensitivity && !snapshot->sensitivity->is_running;
}

TEST(SessionStudies, RunWhileTheTrainingIsPaused) {
  SessionDriver driver;
  driver.send(OpenRecipe{tiny_recipe(), false});
  driver.send(RunGradientCheck{});
  ASSERT_TRUE(driver.wait_until([&] { return has_checked(driver); }));
  EXPECT_EQ(driver.snapshot()->gradient_check->loss, "softmax");
  EXPECT_EQ(driver.snapshot()->gradient_check->verdict(), GradientVerdict::Pass);
  EXPECT_EQ(driver.snapshot()->step, 0);
  driver.send(RunSensitivity{});
  ASSERT_TRUE(driver.wait_until([&] { return has_measured(driver); }));
  EXPECT_EQ(driver.snapshot()->sensitivity->curves.size(), 3u);
}

TEST(SessionStudies, LetTheTrainingGoOnAndChangeNothingOfIt) {
  const auto losses = [](bool with_studies) {
    SessionDriver driver;
    driver.send(OpenRecipe{tiny_recipe({"epochs=40"}), false});
    if (with_studies) {
      driver.send(RunGradientCheck{"hinge"});
      driver.send(RunSensitivity{});
    }
    driver.send(Play{});
    EXPECT_TRUE(driver.wait_for(RunState::Finished));
    if (with_studies) {
      EXPECT_TRUE(driver.wait_until([&] { return has_checked(driver) && has_measured(driver); }));
    }
    std::vector<double> result;
    for (const StepRecord& record : driver.all<StepRecord>()) result.push_back(record.train_loss);
    return result;
  };
  EXPECT_EQ(losses(true), losses(false));
}

TEST(SessionStudies, AreCancelledAndForgottenWithTheRun) {
  SessionDriver driver;
  driver.send(OpenRecipe{test::slow_recipe(), false});
  driver.send(RunSensitivity{});
  ASSERT_TRUE(driver.wait_until(
      [&] { return driver.snapshot() && driver.snapshot()->sensitivity != nullptr; }));
  driver.send(CancelStudies{});
  ASSERT_TRUE(driver.wait_until([&] { return has_measured(driver); }));
  EXPECT_TRUE(driver.snapshot()->sensitivity->is_cancelled);
  driver.send(Restart{});
  ASSERT_TRUE(driver.wait_until([&] { return driver.snapshot()->sensitivity == nullptr; }));
}

TEST(SessionStudies, RefuseAnUnknownLossAndAMissingRun) {
  SessionDriver driver;
  driver.send(RunGradientCheck{});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CommandRefused>().size() == 1; }));
  driver.send(OpenRecipe{tiny_recipe(), false});
  driver.send(RunGradientCheck{"sofmax"});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CommandRefused>().size() == 2; }));
  EXPECT_NE(driver.all<CommandRefused>()[1].hint.find("softmax"), std::string::npos);
}

}  // namespace
}  // namespace netdyno
