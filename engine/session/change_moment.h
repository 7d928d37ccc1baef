// engine/session/change_moment.h
// SPDX-License-Identifier: MIT
//
// The moment before the knob was turned that the run is on trial for (good_weights.h), to go back
// to when the change ruins it. A drag is one change, and so is what is turned while the weights
// have not proved good since.
//
//   Cost     a copy of weights and moments for each change; none of the history, of which the run
//            itself has that part
//   Thread   none

#pragma once

#include <cstddef>
#include <optional>

#include "engine/run/journal.h"
#include "engine/run/run.h"
#include "engine/session/kept_runs.h"
#include "engine/session/snapshot.h"

namespace netdyno {

class ChangeMoment {
 public:
  // Nets whose state is larger are not copied for each change; their good weights have to do.
  static constexpr std::size_t kMostBytes = std::size_t{256} << 20;

  // The run as it stands, `journal_entries` of its journal written. Throws std::bad_alloc.
  ChangeMoment(const Run& run, std::size_t journal_entries);

  // What was turned since.
  void describe(const KnobChange& change);
  const LastChange& change() const { return change_; }

  // The run as it stood then. `run` is as it is now, and `journal` its.
  KeptRun go_back(const Run& run, JournalDocument journal, RunIdentity identity) const;

 private:
  LastChange change_;
  Run::State state_;                                       // where can_go_back; without its history
  std::size_t steps_ = 0, validations_ = 0, markers_ = 0;  // in the history then
  std::size_t journal_entries_ = 0;
};

}  // namespace netdyno
