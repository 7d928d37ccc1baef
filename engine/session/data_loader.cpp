// SPDX-License-Identifier: MIT
#include "engine/session/data_loader.h"

#include <algorithm>

#include "engine/core/error.h"

namespace netdyno {

namespace {

// Sources without a path generate their examples from the model's input shape and the run's seed.
//   Errors   RecipeError for an unknown source
bool is_generated(const DataSpec& spec) {
  try {
    const std::vector<OptionField>& fields = data_source(spec.source.source).fields;
    return std::ranges::find(fields, "path", &OptionField::key) == fields.end();
  } catch (const RecipeError& error) {
    throw error.within("data");
  }
}

}  // namespace

DataLoader::Key DataLoader::key_of(const Recipe& recipe) {
  Key key{recipe.data.source, recipe.data.train, recipe.data.validation, recipe.model.input, 0};
  if (is_generated(recipe.data)) key.seed = recipe.seed;
  return key;
}

bool DataLoader::has(const Recipe& recipe) const {
  return key_ && *key_ == key_of(recipe);
}

const DataSplits& DataLoader::load(const Recipe& recipe, const Progress& progress) {
  if (has(recipe)) return splits_;
  try {
    const SourceContext context{recipe.model.input, recipe.seed, progress};
    splits_ = load_splits(recipe.data.source, recipe.data.train, recipe.data.validation, context);
  } catch (const RecipeError& error) {
    // The shape of the examples is the model's affair, anything else the data's.
    if (error.path().starts_with("model")) throw;
    throw error.within("data");
  }
  key_ = key_of(recipe);
  return splits_;
}

}  // namespace netdyno
