// app/cli/headless_training.h
// SPDX-License-Identifier: MIT
//
// One training without a window: load, train, validate, write; from the start or from a checkpoint.
// run() goes through it once.
//
//   Thread   one, plus the worker pool's

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include "app/cli/interruption.h"
#include "app/cli/progress_display.h"
#include "app/cli/run_folder.h"
#include "app/cli/tensorboard_log.h"
#include "app/cli/train_command.h"
#include "engine/run/run.h"

namespace netdyno::app {

class HeadlessTraining {
 public:
  HeadlessTraining(const Recipe& recipe, const TrainOptions& options,
                   std::optional<Checkpoint> resumed = {});
  ~HeadlessTraining();

  // Returns the exit status. Errors as train_headless().
  int run();

 private:
  using Clock = std::chrono::steady_clock;
  // What ends the loop of steps.
  enum class Ending { Completed, Interrupted, Diverged };

  DataSplits load_data();
  void begin();
  void go_on(Checkpoint checkpoint);
  void stretch_schedule();
  Ending train();
  Ending train_to_the_end();
  // Notes a divergence, if there is one.
  bool diverges(const std::optional<Divergence>& divergence);
  bool has_bad_validation() const;
  [[noreturn]] void give_up_for_memory();
  bool is_complete(const Run::Advance& advance) const;
  // Of a run that goes on.
  bool is_complete_already() const;
  void finish_validation();
  void validate_at_end();
  int report(Ending ending);

  std::int64_t total_steps() const;
  void note_validation(const ValidationRecord& record);
  void show_noted_validation();
  void follow(const StepRecord& record);

  Recipe recipe_;
  TrainOptions options_;
  std::optional<Checkpoint> resumed_;  // until the run has it
  Interruption interruption_;          // before the pool: its threads inherit what is held back
  ProgressDisplay display_;
  WorkerPool pool_;
  std::optional<RunFolder> folder_;
  std::optional<TensorboardLog> tensorboard_;
  std::unique_ptr<Kernels> kernels_;
  std::unique_ptr<Run> run_;
  std::optional<Checkpoint> last_;  // as it was before the validation that ends the run
  Divergence divergence_;
  double smooth_loss_ = 0;
  double smooth_accuracy_ = 0;
  std::optional<ValidationRecord> noted_validation_;  // not shown yet
  Clock::time_point validation_shown_;
  bool stopped_early_ = false;
  std::optional<BestWeights> best_;  // the weights that the run went back to
};

}  // namespace netdyno::app
