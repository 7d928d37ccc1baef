// SPDX-License-Identifier: MIT
#include "engine/session/transport.h"

namespace netdyno {

void Transport::enter(RunState state) {
  status_ = Status{.state = state};
  steps_left_ = 0;
  to_epoch_end_ = false;
  pauses_when_idle_ = false;
}

bool Transport::plays_on() const {
  return status_.state != RunState::Paused && steps_left_ == 0 && !to_epoch_end_ &&
         !pauses_when_idle_;
}

void Transport::play() {
  if (has_run()) enter(RunState::Running);
}

void Transport::pause() {
  if (has_run() && status_.state != RunState::Diverged && status_.state != RunState::Finished)
    enter(RunState::Paused);
}

// Keeps the goals, so that steps add up.
void Transport::start() {
  status_ = Status{.state = RunState::Running};
  pauses_when_idle_ = false;
}

void Transport::step_once() {
  if (!has_run()) return;
  start();
  to_epoch_end_ = false;
  ++steps_left_;
}

void Transport::step_epoch() {
  if (!has_run()) return;
  start();
  steps_left_ = 0;
  to_epoch_end_ = true;
}

void Transport::load(const std::string& message) {
  enter(RunState::Loading);
  status_.message = message;
}

void Transport::open(bool play) {
  enter(play ? RunState::Running : RunState::Paused);
}

void Transport::reopen(const Status& left) {
  enter(left.state);
  status_.divergence = left.divergence;
}

void Transport::fail(const std::string& message, const std::string& hint) {
  enter(RunState::Failed);
  status_.message = message;
  status_.hint = hint;
}

bool Transport::advanced(const Run::Advance& done, bool is_validating) {
  if (done.divergence) {
    enter(RunState::Diverged);
    status_.divergence = done.divergence;
    return true;
  }
  if (done.finished) {
    if (done.step && steps_left_ > 0) --steps_left_;
    // Who asked for steps beyond the last epoch gets them.
    if (steps_left_ == 0) enter(RunState::Finished);
    return true;
  }
  if (!is_running()) return false;
  if (reaches_goal(done)) pauses_when_idle_ = true;
  if (!pauses_when_idle_ || is_validating) return false;
  enter(RunState::Paused);
  return true;
}

bool Transport::reaches_goal(const Run::Advance& done) {
  if (!done.step) return false;
  if (steps_left_ > 0 && --steps_left_ == 0) return true;
  if (!to_epoch_end_ || !done.ended_epoch) return false;
  to_epoch_end_ = false;
  return true;
}

}  // namespace netdyno
