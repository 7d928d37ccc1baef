// app/cli/interruption.h
// SPDX-License-Identifier: MIT
//
// SIGINT, SIGTERM and SIGHUP as something to ask for between two steps: while one of these lives
// they are held back, and stopped_by() takes them. After the first was taken they kill again, so a
// second Ctrl+C ends the process at once. A SIGHUP that was ignored (nohup) stays so. SIGPIPE is
// held back throughout: training does not die with the reader of its progress.
//
//   Thread   one; made before others, for threads inherit what is held back

#pragma once

#include <csignal>

namespace netdyno::app {

class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  // The signal that asked to stop, or 0. Never waits.
  int stopped_by();

 private:
  sigset_t stopping_;  // those that stop
  sigset_t before_;    // the mask to put back
  int signal_ = 0;
};

}  // namespace netdyno::app
