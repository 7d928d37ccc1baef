// SPDX-License-Identifier: MIT
#include "app/cli/interruption.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

namespace netdyno::app {
namespace {

TEST(Interruption, TellsTheSignalThatCameAndKeepsTellingIt) {
  Interruption interruption;
  EXPECT_EQ(interruption.stopped_by(), 0);
  raise(SIGTERM);
  EXPECT_EQ(interruption.stopped_by(), SIGTERM);
  EXPECT_EQ(interruption.stopped_by(), SIGTERM);
}

TEST(InterruptionDeathTest, TheSecondSignalKills) {
  EXPECT_EXIT(
      {
        Interruption interruption;
        raise(SIGINT);
        interruption.stopped_by();
        raise(SIGINT);
      },
      testing::KilledBySignal(SIGINT), "");
}

TEST(Interruption, AHangupStopsToo) {
  Interruption interruption;
  raise(SIGHUP);
  EXPECT_EQ(interruption.stopped_by(), SIGHUP);
}

TEST(InterruptionDeathTest, AnIgnoredHangupStaysIgnored) {
  EXPECT_EXIT(
      {
        std::signal(SIGHUP, SIG_IGN);  // as nohup does
        Interruption interruption;
        raise(SIGHUP);
        std::_Exit(interruption.stopped_by());
      },
      testing::ExitedWithCode(0), "");
}

TEST(Interruption, ABrokenPipeDoesNotKillLater) {
  {
    Interruption interruption;
    raise(SIGPIPE);
  }
  SUCCEED();
}

TEST(Interruption, PutsTheMaskBack) {
  { Interruption interruption; }
  sigset_t blocked;
  pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
    EXPECT_EQ(sigismember(&blocked, signal), 0);
}

}  // namespace
}  // namespace netdyno::app
