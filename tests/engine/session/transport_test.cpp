// SPDX-License-Identifier: MIT
#include "engine/session/transport.h"

#include <gtest/gtest.h>

namespace netdyno {
namespace {

Run::Advance step(bool ended_epoch = false) {
  Run::Advance done;
  done.step.emplace();
  done.ended_epoch = ended_epoch;
  return done;
}
Run::Advance slice() {
  return {};
}

class TransportTest : public testing::Test {
 protected:
  TransportTest() { transport_.open(false); }
  RunState state() const { return transport_.status().state; }

  Transport transport_;
};

TEST_F(TransportTest, PlaysUntilPaused) {
  transport_.play();
  EXPECT_FALSE(transport_.advanced(step(), false));
  EXPECT_TRUE(transport_.is_running());
  transport_.pause();
  EXPECT_EQ(state(), RunState::Paused);
}

TEST_F(TransportTest, PausesAfterOneStep) {
  transport_.step_once();
  EXPECT_TRUE(transport_.is_running());
  EXPECT_TRUE(transport_.advanced(step(), false));
  EXPECT_EQ(state(), RunState::Paused);
}

TEST_F(TransportTest, AddsUpSteps) {
  transport_.step_once();
  transport_.step_once();
  EXPECT_FALSE(transport_.advanced(step(), false));
  EXPECT_TRUE(transport_.advanced(step(), false));
}

TEST_F(TransportTest, PausesAfterTheValidationOfAStepThatEndsAnEpoch) {
  transport_.step_once();
  EXPECT_FALSE(transport_.advanced(step(true), true));
  EXPECT_FALSE(transport_.advanced(slice(), true));
  EXPECT_TRUE(transport_.advanced(slice(), false));
  EXPECT_EQ(state(), RunState::Paused);
}

TEST_F(TransportTest, PausesAtTheEpochsEnd) {
  transport_.step_epoch();
  EXPECT_FALSE(transport_.advanced(step(), false));
  EXPECT_FALSE(transport_.advanced(step(true), true));
  EXPECT_TRUE(transport_.advanced(slice(), false));
  EXPECT_EQ(state(), RunState::Paused);
}

TEST_F(TransportTest, PlayForgetsTheStep) {
  transport_.step_once();
  EXPECT_FALSE(transport_.plays_on());
  transport_.play();
  EXPECT_TRUE(transport_.plays_on());
  EXPECT_FALSE(transport_.advanced(step(), false));
}

TEST_F(TransportTest, StopsAtDivergenceAndGoesOn) {
  transport_.play();
  Run::Advance done = step();
  done.divergence.emplace();
  EXPECT_TRUE(transport_.advanced(done, false));
  EXPECT_EQ(state(), RunState::Diverged);
  EXPECT_TRUE(transport_.status().divergence);
  transport_.pause();
  EXPECT_EQ(state(), RunState::Diverged) << "why it stopped stays on screen";
  transport_.play();
  EXPECT_TRUE(transport_.is_running());
  EXPECT_FALSE(transport_.status().divergence);
}

TEST_F(TransportTest, PlaysBeyondTheEnd) {
  transport_.play();
  Run::Advance done = slice();
  done.finished = true;
  EXPECT_TRUE(transport_.advanced(done, false));
  EXPECT_EQ(state(), RunState::Finished);
  transport_.play();
  EXPECT_TRUE(transport_.is_running());
}

TEST_F(TransportTest, StepsThatWereAskedForGoOnBehindTheLastEpoch) {
  for (int i = 0; i < 3; ++i) transport_.step_once();
  transport_.advanced(step(true), true);  // two left, the last epoch's validation runs
  Run::Advance done = slice();
  done.finished = true;
  EXPECT_TRUE(transport_.advanced(done, false));
  EXPECT_TRUE(transport_.is_running());
  EXPECT_FALSE(transport_.advanced(step(), false));
  EXPECT_TRUE(transport_.advanced(step(), false));
  EXPECT_EQ(state(), RunState::Paused);
  transport_.step_once();
  done = step(true);
  done.finished = true;
  transport_.advanced(done, false);
  EXPECT_EQ(state(), RunState::Finished) << "the last one that was asked for";
}

TEST_F(TransportTest, HasNothingToPlayWhileLoadingOrFailed) {
  transport_.load("Reading");
  transport_.play();
  EXPECT_EQ(state(), RunState::Loading);
  transport_.fail("No data", "Install it");
  transport_.step_once();
  EXPECT_EQ(state(), RunState::Failed);
  EXPECT_EQ(transport_.status().hint, "Install it");
}

}  // namespace
}  // namespace netdyno
