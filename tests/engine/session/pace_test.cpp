// SPDX-License-Identifier: MIT
#include "engine/session/pace.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/error.h"

namespace netdyno {
namespace {

using namespace std::chrono_literals;

const Pace::Clock::time_point kStart{1h};

TEST(Pace, LetsEveryStepGoWithoutALimit) {
  Pace pace;
  pace.stepped(kStart);
  EXPECT_EQ(pace.wait(kStart), 0s);
}

TEST(Pace, KeepsAnIntervalBetweenSteps) {
  Pace pace;
  pace.set(4);
  EXPECT_EQ(pace.wait(kStart), 0s) << "the first one goes at once";
  pace.stepped(kStart);
  EXPECT_EQ(pace.wait(kStart), 250ms);
  EXPECT_EQ(pace.wait(kStart + 100ms), 150ms);
  EXPECT_EQ(pace.wait(kStart + 300ms), 0s);
}

TEST(Pace, KeepsTheRateWhenAStepComesALittleLate) {
  Pace pace;
  pace.set(4);
  pace.stepped(kStart);
  pace.stepped(kStart + 270ms);
  EXPECT_EQ(pace.wait(kStart + 270ms), 230ms);
}

TEST(Pace, MakesUpForNothingAfterAPause) {
  Pace pace;
  pace.set(4);
  pace.stepped(kStart);
  pace.stepped(kStart + 10s);
  EXPECT_EQ(pace.wait(kStart + 10s), 250ms);
}

TEST(Pace, RefusesWhatIsNoPace) {
  Pace pace;
  pace.set(2);
  for (const double bad : {-1.0, 1e-9, std::nan(""), HUGE_VAL}) EXPECT_THROW(pace.set(bad), Error);
  EXPECT_EQ(pace.steps_per_second(), 2);
  pace.set(0);
  EXPECT_EQ(pace.steps_per_second(), 0);
}

}  // namespace
}  // namespace netdyno
