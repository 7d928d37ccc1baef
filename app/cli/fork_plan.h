// app/cli/fork_plan.h
// SPDX-License-Identifier: MIT
//
// How a run leaves the one in a folder: where, and what becomes of the parent's journal. What the
// parent changed later is changed again at the same steps, but for what the fork sets itself: the
// same, but for that.
//
//   Errors   Error: no run there, other data than it was trained on. RecipeError: a step that the
//            parent has not, a path that takes effect from step 0, a value that is refused

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/run/checkpoint.h"
#include "engine/run/journal.h"

namespace netdyno::app {

// The key of a journal for the file that the first weights came from; none: the recipe drew them.
inline constexpr const char* kJournalWeights = "weights";

struct ForkPlan {
  // Reads the checkpoint in `folder`. `assignments`: "optimizer.learning_rate=0.1"
  ForkPlan(const std::filesystem::path& folder, std::int64_t at,
           std::vector<std::string> assignments);

  // What the fork begins with: at step 0 with what is set.
  Recipe start() const;
  // The file of its first weights; empty: drawn by the recipe.
  std::filesystem::path weights() const;

  // Leads `run`, which is at step 0 of start() with these weights, to the moment, telling the steps
  // on the way; false where `goes_on` did. Completes the journal. Notes for a person come back in
  // `notes`.
  bool lead(Run& run, const std::function<bool(std::int64_t step)>& goes_on);

  Checkpoint parent;
  JournalDocument past;  // the parent's
  std::int64_t step = 0;
  std::vector<std::string> sets;
  Json journal;  // the fork's, complete after lead()
  std::vector<std::string> notes;

 private:
  void write_journal(const Recipe& there);

  std::filesystem::path folder_;
};

}  // namespace netdyno::app
