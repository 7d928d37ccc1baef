// app/cli/run_folder.h
// SPDX-License-Identifier: MIT
//
// The output folder of a training without a window: its outputs and its checkpoint, now and then
// while training and complete at the end. Without a folder it does nothing. It looks at the run and
// steps nothing; of its `history`, which comes beside it, full segments move to files.
//
//   Errors   in passing: a warning on standard error, once for each trouble, and training goes on;
//            at the end: Error
//   Cost     for checkpoints a hundredth of the time, as long as that keeps them younger than
//            twice the interval, and at most a tenth; for the history and metrics.csv what is new
//   Memory   none that grows with the run: what is full of the history lies in the folder, or in
//            hidden files where there is none

#pragma once

#include <array>
#include <chrono>
#include <memory>
#include <optional>

#include "app/cli/train_command.h"
#include "engine/run/checkpoint.h"
#include "engine/run/folder_lock.h"
#include "engine/run/journal.h"
#include "engine/run/metrics_log.h"
#include "engine/run/run_output.h"

namespace netdyno::app {

class RunFolder {
 public:
  // Makes the folder, takes it for this process and proves that it is writable.
  RunFolder(const TrainOptions& options, int threads);

  // Training begins; a run that goes on brings the journal that it had. Another run that the folder
  // holds is kept beside and told where, unless the options replace it.
  std::optional<std::filesystem::path> begin(const Run& run, History& history, Json journal);

  // What the run's journal says is still to be changed ("ahead", as a fork's has it): null where
  // there is nothing.
  const JournalEntry* next_change() const;
  void change_is_made();

  // After each step or slice of a validation: checkpoint and outputs, when they are due. Not while
  // the run validates.
  void save_in_passing(const Run& run, History& history);

  // What a last checkpoint is to hold: the run before the validation that ends it, which never
  // happened to one that goes on.
  std::optional<Checkpoint> capture(const Run& run) const;
  // Memory ended: what is set aside for it is taken to save the run as it is.
  // Returns  false when not even that was enough
  bool rescue(const Run& run);
  // The run's last: report.html is written too, for which a copy of the run takes a further step.
  void save(const Run& run, std::optional<Checkpoint> checkpoint);

 private:
  using Clock = std::chrono::steady_clock;

  bool is_used() const { return !options_.out.empty(); }
  Clock::duration interval() const;
  void settle(const Run& run, History& history);
  // Until the next checkpoint begins after this one did, which took `cost`.
  Clock::duration pause_after(Clock::duration cost);
  // Each is told of once until it works again.
  enum class Trouble { History, Metrics, Checkpoint };
  template <typename Work>
  void attempt(Trouble trouble, const Run& run, const Work& work);
  void set_aside(const Run& run);
  void write_report(const Run& run) const;
  Json journal_of(const Run& run) const;

  const TrainOptions& options_;
  std::optional<FolderLock> lock_;
  int threads_;
  Json journal_;   // of the run that goes on; null: it began here
  Journal ahead_;  // of that
  std::size_t made_ = 0;
  std::string data_;  // its fingerprint
  HistoryMover mover_;
  CheckpointFolder checkpoints_;
  std::unique_ptr<char[]> set_aside_;  // never touched
  RunOutput output_;
  MetricsLog metrics_;
  Clock::time_point next_save_;
  Clock::duration last_cost_ = Clock::duration::max();  // of the checkpoint before
  std::array<bool, 3> has_warned_ = {};                 // by Trouble
};

}  // namespace netdyno::app
