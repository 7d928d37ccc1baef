// SPDX-License-Identifier: MIT
#include "app/cli/opened_recipe.h"

#include "app/cli/notes.h"

namespace netdyno::app {

OpenedRecipe::OpenedRecipe(const Recipe& recipe, int threads)
    : context_{.input = recipe.model.input, .seed = recipe.seed, .progress = {}},
      data_(load_splits(recipe.data.source, recipe.data.train, recipe.data.validation, context_)),
      pool_(threads > 0 ? threads : WorkerPool::available_threads()),
      kernels_(make_kernels(Backend::OneDnn, pool_)) {
  print_data_notes(data_, recipe);
  trainer_.emplace(recipe, data_, *kernels_);
}

}  // namespace netdyno::app
