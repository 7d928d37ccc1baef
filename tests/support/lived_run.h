// tests/support/lived_run.h
// SPDX-License-Identifier: MIT
//
// A run as a session leads it, with what it was after each of its steps, to be held against what is
// computed again.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "engine/run/moment.h"
#include "tests/support/tiny_training.h"

namespace netdyno::test {

// Sums of all tensors and numbers that going on needs.
std::uint64_t fingerprint(const Trainer& trainer);

class LivedRun {
 public:
  // Trains `steps` steps, making each change after its step.
  LivedRun(const Recipe& recipe, PastChanges changes, std::int64_t steps, int threads = 1,
           TimelineOptions options = {.share_of_time = 1e9});

  RunPast past();
  const Trainer& trainer() const { return std::as_const(*run_).trainer(); }
  const Run& run() const { return *run_; }
  Timeline& timeline() { return *timeline_; }
  const PastChanges& changes() const { return changes_; }
  const Recipe& recipe() const { return recipe_; }
  // After that step, before anything was changed there.
  std::uint64_t was(std::int64_t step) const { return after_.at(step); }
  std::uint64_t is() const { return fingerprint(trainer()); }
  // How often it diverged, and how often it came to an end and was played on.
  int divergences() const { return divergences_; }
  int ends() const { return ends_; }
  Kernels& kernels() { return *engine_.kernels; }

 private:
  Recipe recipe_;
  PastChanges changes_;
  TinyEngine engine_;
  std::unique_ptr<Run> run_;
  std::unique_ptr<Timeline> timeline_;
  std::map<std::int64_t, std::uint64_t> after_;
  int divergences_ = 0, ends_ = 0;
};

// Makes what is left of the changes, as the run did, and trains to the end of step `steps`.
void live_on(Run& run, const PastChanges& changes, std::size_t made, std::int64_t steps);

}  // namespace netdyno::test
