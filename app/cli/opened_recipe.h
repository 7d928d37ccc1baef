// app/cli/opened_recipe.h
// SPDX-License-Identifier: MIT
//
// What a command needs to examine a recipe: its data are read and its network is initialized, as
// before the first step of training.
//
//   Thread   one, plus the worker pool's

#pragma once

#include <memory>
#include <optional>

#include "engine/data/data_source.h"
#include "engine/train/trainer.h"

namespace netdyno::app {

class OpenedRecipe {
 public:
  // Range    threads >= 0; 0: as many as there are cores
  // Errors   those of the data source; RecipeError where recipe and data do not fit
  explicit OpenedRecipe(const Recipe& recipe, int threads = 0);

  const SourceContext& context() const { return context_; }
  const DataSplits& data() const { return data_; }
  const Trainer& trainer() const { return *trainer_; }
  // For what its passes leave behind in it; weights of a file go here too.
  Network& network() { return trainer_->network(); }

 private:
  SourceContext context_;
  DataSplits data_;
  WorkerPool pool_;
  std::unique_ptr<Kernels> kernels_;
  std::optional<Trainer> trainer_;  // last: it uses all that stands above
};

}  // namespace netdyno::app
