// app/cli/twin_training.h
// SPDX-License-Identifier: MIT
//
// Twins on their way: each steps when all have, with one pool of threads, on one copy of the data
// where they are the same. Each fills a run's folder of its own, DIR/A, DIR/B, …; DIR/twins.csv and
// DIR/report.html have all of them.
//
//   Columns  twins.csv: step, run, train_loss, train_accuracy, validation_loss,
//            validation_accuracy; steps ascend, within a step the runs
//   Errors   as train_headless(); what they say names the twin's folder

#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/guided_run.h"
#include "app/cli/interruption.h"
#include "app/cli/progress_display.h"
#include "app/cli/variants.h"
#include "engine/session/data_loader.h"

namespace netdyno::app {

struct Twin {
  Variant variant;
  Recipe recipe;
};

class TwinTraining {
 public:
  // `options`: out, goal, threads, replaces_run.
  TwinTraining(std::vector<Twin> twins, const TrainOptions& options);

  // Returns the exit status: that of a divergence where one of them diverged.
  int run();

 private:
  // One of them under way.
  struct Member {
    Twin twin;
    TrainOptions options;
    std::optional<RunFolder> folder;
    std::unique_ptr<Run> run;
    std::optional<GuidedRun> guided;
    GuidedRun::Ending ending = GuidedRun::Ending::Completed;
  };

  bool load();
  void begin(Member& member);
  void train();
  // To the end of its next step and the validation after it.
  void advance(Member& member);
  void show_progress();
  int end();
  void write_table() const;
  void write_report() const;

  TrainOptions options_;
  Interruption interruption_;  // before the pool: its threads inherit what is held back
  ProgressDisplay display_;
  WorkerPool pool_;
  std::unique_ptr<Kernels> kernels_;
  DataLoader loader_;
  std::deque<Member> members_;  // whose folders refer to their options
};

}  // namespace netdyno::app
