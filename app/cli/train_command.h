// app/cli/train_command.h
// SPDX-License-Identifier: MIT
//
// `netdyno train`: a recipe from its first to its last step without a window. The app uses the same
// where there is no display.

#pragma once

#include <cstdint>
#include <filesystem>

#include "app/cli/commands.h"
#include "engine/recipe/recipe.h"
#include "engine/run/checkpoint.h"

namespace netdyno::app {

struct TrainOptions {
  std::filesystem::path out = {};      // output folder; empty: nothing is written
  bool replaces_run = false;           // that `out` holds; else it is kept within
  std::filesystem::path weights = {};  // to start from; empty: drawn by the recipe
  TrainingGoal goal = {};
  int threads = 0;  // of the worker pool; 0: as many as this process may use
  // Between two checkpoints in the output folder (s); 0: at the end only. Up to twice as long where
  // writing one takes more than a hundredth of it, and longer where it takes more than a tenth.
  double checkpoint_every_secs = 30;
  std::filesystem::path tensorboard = {};  // folder for event files; empty: none
  std::int64_t log_every = 0;              // steps between two events; 0: LogRate's own choice
};

// Trains and tells its progress on standard output. The output folder is proven writable before
// the first step; it is complete up to the last step also when a signal stops the training or the
// loss diverges (then with the last good weights).
// Returns  exit_status.h
// Errors   Error for data, weights or output, also when another training writes there; RecipeError
// where recipe and data do not fit
int train_headless(const Recipe& recipe, const TrainOptions& options);

void add_train_command(CLI::App& app, CommandAction& action);

}  // namespace netdyno::app
