// app/cli/run_folder.h
// SPDX-License-Identifier: MIT
//
// The output folder of a training without a window: its outputs and its checkpoint, now and then
// while training and complete at the end. Without a folder it does nothing.
//
//   Errors   in passing: a warning on standard error, once for each trouble, and training goes on;
//            at the end: Error
//   Cost     at most a hundredth of the time, whatever the interval

#pragma once

#include <chrono>
#include <optional>

#include "app/cli/train_command.h"
#include "engine/run/checkpoint.h"
#include "engine/run/folder_lock.h"

namespace netdyno::app {

class RunFolder {
 public:
  // Makes the folder, takes it for this process and proves that it is writable.
  RunFolder(const TrainOptions& options, int threads);

  // Training begins; a run that goes on brings the journal that it had. Another run that the folder
  // holds is kept beside and told where, unless the options replace it.
  std::optional<std::filesystem::path> begin(const Run& run, Json journal);

  // Checkpoint and outputs, when they are due. Not while the run validates.
  void save_in_passing(Run& run);

  // What a last checkpoint is to hold: the run before the validation that ends it, which never
  // happened to one that goes on.
  std::optional<Checkpoint> capture(const Run& run) const;
  // The run's last: report.html is written too, for which a copy of the run takes a further step.
  void save(Run& run, std::optional<Checkpoint> checkpoint);

 private:
  using Clock = std::chrono::steady_clock;

  bool is_used() const { return !options_.out.empty(); }
  void write_outputs(Run& run) const;
  void write_report(const Run& run) const;
  Json journal_of(const Run& run) const;

  const TrainOptions& options_;
  std::optional<FolderLock> lock_;
  int threads_;
  Json journal_;      // of the run that goes on; null: it began here
  std::string data_;  // its fingerprint
  Clock::time_point next_save_;
  bool has_warned_ = false;
};

}  // namespace netdyno::app
