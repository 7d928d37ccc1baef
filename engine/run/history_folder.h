// engine/run/history_folder.h
// SPDX-License-Identifier: MIT
//
// Where the full segments of histories lie: as files in the folder "history" of a run's folder, or
// hidden where a run has none. A file is named after its place and its content, so that it never
// changes, is written once and can be shared by runs of one past:
//
//   history/steps-000004-0123456789abcdef, history/validations-000000-…
//
//   Errors   Error naming the file. What could not be written stays in memory and is tried again
//            when the next segment is full.
//   Cost     2.2 MB of disk for 32768 steps

#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>

#include "engine/recipe/recipe.h"
#include "engine/run/history.h"

namespace netdyno {

inline constexpr const char* kHistoryFolder = "history";

// Moves full segments out of memory as they come: into `run_folder`, or into hidden files of the
// folder for temporary ones where that is empty.
class HistoryMover {
 public:
  explicit HistoryMover(std::filesystem::path run_folder = {})
      : run_folder_(std::move(run_folder)) {}
  // A segment has become full since moving was last tried.
  bool is_due(const History& history) const;
  // True when something was moved.
  bool move(History& history);

 private:
  bool move(HistoryTable& table, const char* name, std::size_t& tried);

  std::filesystem::path run_folder_;
  std::size_t tried_steps_ = 0;  // segments there were when moving was last tried
  std::size_t tried_validations_ = 0;
};

// A run's folder that keeps segments for its checkpoints.
class HistoryFolder {
 public:
  explicit HistoryFolder(std::filesystem::path run_folder) : folder_(run_folder / kHistoryFolder) {}

  // All full segments are there and on the disk afterwards. Costs what is new since the last time.
  void keep(const History& history);
  // Removes other runs' segments, and those that never came into a checkpoint; looks only when
  // something was kept since the last time.
  void remove_others(const History& history);

 private:
  void keep(const HistoryTable& table, const char* name);

  std::filesystem::path folder_;
  std::set<std::string> kept_;  // are known to be on the disk
  std::size_t kept_at_removal_ = 0;
};

// {"steps": [file names], "validations": [...]}
Json history_files(const History& history);
// Appends the segments of history_files() that lie in a run's folder.
void append_history_files(const Json& files, const std::filesystem::path& run_folder,
                          History& history);

}  // namespace netdyno
