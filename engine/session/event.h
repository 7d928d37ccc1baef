// engine/session/event.h
// SPDX-License-Identifier: MIT
//
// What a session tells the app, in order and without loss.

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "engine/run/history.h"
#include "engine/session/run_identity.h"
#include "engine/train/trainer.h"

namespace netdyno {

// A run begins at step 0: the app clears its history.
struct RunStarted {
  std::uint64_t seed = 0;
  RunIdentity run = {};
};
// A run was put aside as it stood, and ReopenRun goes on with it: `next` takes its place. That is
// another one, whose RunStarted follows, or the same with other weights.
struct RunKept {
  RunIdentity run;
  RunId next = 0;
  std::int64_t step = 0;  // that it was left at
};
// There is no memory for a run that was put aside: it cannot be reopened.
struct RunForgotten {
  RunId run = 0;
};
struct RunDiverged {
  Divergence divergence;
};
// The run reached the recipe's last epoch, or early stopping's patience was over.
struct RunFinished {
  std::int64_t step = 0;
  bool stopped_early = false;
  std::optional<BestWeights> best = {};  // the weights it went back to
};
// The run cannot go on: data missing, out of memory. The session waits for another recipe.
struct RunFailed {
  std::string what;
  std::string hint;
};
// A run goes on from a checkpoint; follows its RunStarted.
struct RunResumed {
  std::shared_ptr<const History> history;  // so far
};
// The records so far that will not change, for who keeps them too: they lie in files.
struct HistorySettled {
  std::shared_ptr<const History> full_part;
};
struct CheckpointSaved {
  std::filesystem::path folder;
  std::int64_t step = 0;
  bool was_asked_for = false;  // by SaveCheckpoint; otherwise by itself
};
// Training goes on.
struct CheckpointFailed {
  std::string what;
  std::string hint;
  bool was_asked_for = false;
};
// What a person should know of what was just opened: of its data (data_notes.h), of the
// instructions that it was trained with (checkpoint.h). Training goes on.
struct DataNoted {
  std::string text;
};
struct CommandRefused {
  std::string what;
  std::string hint;
};

using Event =
    std::variant<StepRecord, ValidationRecord, KnobMarker, RunStarted, RunDiverged, RunFinished,
                 RunFailed, RunResumed, HistorySettled, RunKept, RunForgotten, CheckpointSaved,
                 CheckpointFailed, DataNoted, CommandRefused>;

}  // namespace netdyno
