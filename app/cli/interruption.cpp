// SPDX-License-Identifier: MIT
#include "app/cli/interruption.h"

#include <ctime>

namespace netdyno::app {

Interruption::Interruption() {
  sigemptyset(&stopping_);
  sigaddset(&stopping_, SIGINT);
  sigaddset(&stopping_, SIGTERM);
  // Who started this under nohup wants it to outlive the terminal.
  struct sigaction hangup {};
  const bool is_ignored = sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler == SIG_IGN;
  if (!is_ignored) sigaddset(&stopping_, SIGHUP);
  sigset_t held_back = stopping_;
  sigaddset(&held_back, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &held_back, &before_);
}

Interruption::~Interruption() {
  // A SIGPIPE that came meanwhile has done its duty.
  sigset_t broken_pipe;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  const timespec at_once{};
  sigtimedwait(&broken_pipe, nullptr, &at_once);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

int Interruption::stopped_by() {
  if (signal_ != 0) return signal_;
  const timespec at_once{};
  const int taken = sigtimedwait(&stopping_, nullptr, &at_once);
  if (taken > 0) {
    signal_ = taken;
    pthread_sigmask(SIG_UNBLOCK, &stopping_, nullptr);
  }
  return signal_;
}

}  // namespace netdyno::app
