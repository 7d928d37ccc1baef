// engine/session/kept_runs.h
// SPDX-License-Identifier: MIT
//
// Runs that another one took the place of, as they stood: nothing is lost by one key. Each can be
// gone on with, bit for bit as if it had never been left.
//
//   Units    sizes in bytes
//   Cost     a copy of weights, moments and history each, in memory, within a budget; the oldest
//            are forgotten first
//   Thread   none

#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/journal.h"
#include "engine/run/run.h"
#include "engine/session/run_identity.h"
#include "engine/session/transport.h"

namespace netdyno {

struct KeptRun {
  RunIdentity identity;
  Run::State state;
  JournalDocument journal;
  Transport::Status status;  // that it was left in; Paused where a pause was under way
};

// Roughly what it takes.
std::size_t bytes_of(const KeptRun& run);

class KeptRuns {
 public:
  // A quarter of the machine's memory, 2 GiB at most.
  static std::size_t default_budget();

  explicit KeptRuns(std::size_t budget = default_budget()) : budget_(budget) {}

  // Returns the runs that there is no room for any more: the oldest, and this one if it alone is
  // larger than the budget.
  std::vector<RunId> put(KeptRun run);
  // Gives it out; none when it is not kept.
  std::optional<KeptRun> take(RunId run);
  std::size_t size() const { return runs_.size(); }

 private:
  std::size_t budget_;
  std::deque<KeptRun> runs_;  // oldest first
};

}  // namespace netdyno
