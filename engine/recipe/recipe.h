// engine/recipe/recipe.h
// SPDX-License-Identifier: MIT
//
// A recipe: the text that a run is. Recipe + seed + journal = the same run again, bit for bit.
//
//   Errors   RecipeError with the JSON path, what was found and what was expected; unknown keys are
//            errors with a suggestion. Everything has a default except data and model.

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/data/augmentation.h"
#include "engine/data/data_source.h"
#include "engine/nn/layer_spec.h"
#include "engine/optim/optimizer.h"
#include "engine/optim/schedule.h"
#include "engine/recipe/averaging_spec.h"
#include "engine/recipe/early_stopping_spec.h"

namespace netdyno {

struct DataSpec {
  DataSourceSpec source;
  Index train = 0;       // examples; 0: all but the validation ones
  Index validation = 0;  // examples after the training ones
  std::string preprocess = "none";
  std::vector<AugmentSpec> augment;
  bool operator==(const DataSpec&) const = default;
};

struct Recipe {
  DataSpec data;
  NetworkSpec model;
  std::string loss = "softmax";
  OptimizerSpec optimizer;
  ScheduleSpec schedule;
  Penalty penalty;
  EarlyStoppingSpec early_stopping;
  AveragingSpec averaging;
  Index batch_size = 64;  // N, examples of a minibatch
  std::int64_t epochs = 10;
  bool shuffle = true;
  std::uint64_t seed = 1;
  bool operator==(const Recipe&) const = default;
};

using Json = nlohmann::ordered_json;

// `text` is JSON with // and /* */ comments. Layer geometry is checked too.
Recipe parse_recipe(std::string_view text);

// A relative data.path is one from the file's folder, else from the current one; the recipe has it
// absolute. An absolute one that is gone is looked for near the file (moved_data.h).
// Errors   RecipeError whose path begins with the file's name, also when the file cannot be read
Recipe read_recipe(const std::filesystem::path& file,
                   const std::vector<std::string>& overrides = {});

// Changes one value, as in "optimizer.learning_rate=0.1" or "model.layers[0].filters=8"; the value
// is JSON, or a text when it is none or the place wants one.
void apply_override(Json& document, std::string_view assignment);

Recipe recipe_from_json(const Json& document);

// Complete, with all defaults; recipe_from_json() of it gives an equal recipe.
Json recipe_to_json(const Recipe& recipe);

}  // namespace netdyno
