// engine/session/transport.h
// SPDX-License-Identifier: MIT
//
// Play, pause and step: when a run advances, and when it stops by itself.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/run/run.h"
#include "engine/session/snapshot.h"

namespace netdyno {

class Transport {
 public:
  struct Status {
    RunState state = RunState::Loading;
    std::string message{};
    std::string hint{};
    double loading_progress = 0;  // [0,1]
    std::optional<Divergence> divergence{};
  };
  const Status& status() const { return status_; }
  bool is_running() const { return status_.state == RunState::Running; }
  // False after a person's pause, and when a step that was asked for will end in one.
  bool plays_on() const;

  // Steps were asked for that have not been made.
  bool owes_steps() const { return steps_left_ > 0; }

  // These need a run, so they do nothing while Loading or Failed.
  void play();
  void pause();
  void step_once();   // again while the step is under way: one more
  void step_epoch();  // its validation included

  void load(const std::string& message);
  void set_loading_progress(double share) { status_.loading_progress = share; }
  void open(bool play);
  // A run that was left in that state.
  void reopen(const Status& left);
  void fail(const std::string& message, const std::string& hint);

  // The run advanced; returns true when the state changed.
  bool advanced(const Run::Advance& done, bool is_validating);

 private:
  bool has_run() const {
    return status_.state != RunState::Loading && status_.state != RunState::Failed;
  }
  void enter(RunState state);
  void start();
  bool reaches_goal(const Run::Advance& done);

  Status status_;
  std::int64_t steps_left_ = 0;    // of step_once()
  bool to_epoch_end_ = false;      // of step_epoch()
  bool pauses_when_idle_ = false;  // the goal is reached but for the validation
};

}  // namespace netdyno
