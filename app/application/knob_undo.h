// app/application/knob_undo.h
// SPDX-License-Identifier: MIT
//
// Undo and redo of every knob and of every run that another one took the place of. Commands of one
// frame are one edit, and so is a slider's drag.
//
//   Units    times in seconds on any one clock

#pragma once

#include <vector>

#include "engine/session/command.h"

namespace netdyno::app {

class KnobUndo {
 public:
  // Notes a command that is on its way to the engine; `recipe` is the one before it took effect.
  // Commands that turn no knob are ignored.
  void record(const Command& command, const Recipe& recipe, double now_secs);

  // The engine put a run aside: to undo is to go back to it, and the knobs that were turned in it
  // come after.
  void record_run(RunId kept, RunId next);
  // It can no longer be gone back to, and so to nothing that came before.
  void forget_run(RunId run);

  bool can_undo() const { return !done_.empty(); }
  bool can_redo() const { return !undone_.empty(); }
  // What to send; empty when there is nothing to take back.
  std::vector<Command> undo();
  std::vector<Command> redo();

 private:
  struct Edit {
    std::vector<Command> forth, back;  // `back` in the order in which it is to be sent
    double last_secs = 0;
  };
  bool continues_last(const Command& command, double now_secs);

  std::vector<Command> taken(const std::vector<Command>& commands);

  std::vector<Edit> done_, undone_;
  RunId awaited_ = 0;  // that undo or redo goes back to
};

}  // namespace netdyno::app
