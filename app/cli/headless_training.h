// app/cli/headless_training.h
// SPDX-License-Identifier: MIT
//
// One training without a window: load, train, validate, write; from the start, from a checkpoint or
// from a moment of another run.
// run() goes through it once.
//
//   Thread   one, plus the worker pool's

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include "app/cli/fork_plan.h"
#include "app/cli/guided_run.h"
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
  // From a moment of another run.
  HeadlessTraining(const Recipe& recipe, const TrainOptions& options, ForkPlan fork);
  ~HeadlessTraining();

  // Returns the exit status. Errors as train_headless().
  int run();

 private:
  using Clock = std::chrono::steady_clock;

  DataSplits load_data();
  void begin();
  void go_on(Checkpoint checkpoint);
  bool leave_parent();
  void stretch_schedule();
  void train();
  [[noreturn]] void give_up_for_memory();
  int report(GuidedRun::Ending ending);

  std::int64_t total_steps() const;
  void note_validation(const ValidationRecord& record);
  void show_noted_validation();
  void follow(const StepRecord& record);

  Recipe recipe_;
  TrainOptions options_;
  std::optional<Checkpoint> resumed_;  // until the run has it
  std::optional<ForkPlan> fork_;
  Interruption interruption_;  // before the pool: its threads inherit what is held back
  ProgressDisplay display_;
  WorkerPool pool_;
  std::optional<RunFolder> folder_;
  std::optional<TensorboardLog> tensorboard_;
  std::unique_ptr<Kernels> kernels_;
  std::unique_ptr<Run> run_;
  std::optional<GuidedRun> guided_;
  double smooth_loss_ = 0;
  double smooth_accuracy_ = 0;
  std::optional<ValidationRecord> noted_validation_;  // not shown yet
  Clock::time_point validation_shown_;
};

}  // namespace netdyno::app
