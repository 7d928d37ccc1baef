// SPDX-License-Identifier: MIT
//
// Studies beside a training: commands stay answered, the run is not touched.
#include <gtest/gtest.h>

#include "engine/study/study.h"
#include "tests/support/session_driver.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::SessionDriver;
using test::tiny_recipe;

std::shared_ptr<const GradientCheckReport> check_of(const SessionDriver& driver) {
  return study_report<GradientCheckReport>(driver.snapshot(), "check");
}

std::shared_ptr<const SensitivityReport> sensitivity_of(const SessionDriver& driver) {
  return study_report<SensitivityReport>(driver.snapshot(), "sensitivity");
}

bool has_checked(const SessionDriver& driver) {
  return check_of(driver) && !check_of(driver)->is_running;
}

bool has_measured(const SessionDriver& driver) {
  return sensitivity_of(driver) && !sensitivity_of(driver)->is_running;
}

TEST(SessionStudies, RunWhileTheTrainingIsPaused) {
  SessionDriver driver;
  driver.send(OpenRecipe{tiny_recipe(), false});
  driver.send(RunStudy{"check"});
  ASSERT_TRUE(driver.wait_until([&] { return has_checked(driver); }));
  EXPECT_EQ(check_of(driver)->loss, "softmax");
  EXPECT_EQ(check_of(driver)->verdict(), GradientVerdict::Pass);
  EXPECT_EQ(driver.snapshot()->step, 0);
  driver.send(RunStudy{"sensitivity"});
  ASSERT_TRUE(driver.wait_until([&] { return has_measured(driver); }));
  EXPECT_EQ(sensitivity_of(driver)->curves.size(), 3u);
}

TEST(SessionStudies, LetTheTrainingGoOnAndChangeNothingOfIt) {
  const auto losses = [](bool with_studies) {
    SessionDriver driver;
    driver.send(OpenRecipe{tiny_recipe({"epochs=40"}), false});
    if (with_studies) {
      driver.send(RunStudy{"check", {{"loss", std::string("hinge")}}});
      driver.send(RunStudy{"sensitivity"});
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
  driver.send(RunStudy{"sensitivity"});
  ASSERT_TRUE(driver.wait_until([&] { return sensitivity_of(driver) != nullptr; }));
  driver.send(CancelStudy{});
  ASSERT_TRUE(driver.wait_until([&] { return has_measured(driver); }));
  EXPECT_TRUE(sensitivity_of(driver)->is_cancelled);
  driver.send(Restart{});
  ASSERT_TRUE(driver.wait_until([&] { return sensitivity_of(driver) == nullptr; }));
}

TEST(SessionStudies, EndOneByOne) {
  SessionDriver driver;
  driver.send(OpenRecipe{test::slow_recipe(), false});
  driver.send(RunStudy{"sensitivity"});
  driver.send(RunStudy{"overfit", {{"steps", std::int64_t{1000000}}, {"threshold", 1e-30}}});
  const auto overfit = [&] { return study_report<OverfitResult>(driver.snapshot(), "overfit"); };
  ASSERT_TRUE(driver.wait_until([&] { return overfit() && overfit()->steps > 2; }));
  driver.send(CancelStudy{"overfit"});
  ASSERT_TRUE(driver.wait_until([&] { return !overfit()->is_running; }));
  EXPECT_TRUE(overfit()->is_cancelled);
  EXPECT_FALSE(sensitivity_of(driver)->is_cancelled);
}

TEST(SessionStudies, RefuseAnUnknownStudyOrOption) {
  SessionDriver driver;
  driver.send(OpenRecipe{tiny_recipe(), false});
  driver.send(RunStudy{"chek"});
  driver.send(RunStudy{"check", {{"lose", std::string("mse")}}});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CommandRefused>().size() == 2; }));
  EXPECT_NE(driver.all<CommandRefused>()[0].hint.find("check"), std::string::npos);
  EXPECT_NE(driver.all<CommandRefused>()[1].hint.find("loss"), std::string::npos);
}

TEST(SessionStudies, RefuseAnUnknownLossAndAMissingRun) {
  SessionDriver driver;
  driver.send(RunStudy{"check"});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CommandRefused>().size() == 1; }));
  driver.send(OpenRecipe{tiny_recipe(), false});
  driver.send(RunStudy{"check", {{"loss", std::string("sofmax")}}});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CommandRefused>().size() == 2; }));
  EXPECT_NE(driver.all<CommandRefused>()[1].hint.find("softmax"), std::string::npos);
}

}  // namespace
}  // namespace netdyno
