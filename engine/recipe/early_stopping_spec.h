// engine/recipe/early_stopping_spec.h
// SPDX-License-Identifier: MIT
//
// When a run stops early, as a recipe says it (engine/train/early_stopping.h).
//
//   Units    patience: validations, one at each epoch's end; min_delta: as the metric

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/options.h"

namespace netdyno {

struct EarlyStoppingSpec {
  std::int64_t patience = 0;    // validations without a better one that end the run; 0: never
  std::string metric = "loss";  // or "accuracy", of the validation
  double min_delta = 0;         // by how much a better one must be better, >= 0
  bool operator==(const EarlyStoppingSpec&) const = default;
};

// The keys of `early_stopping` in recipes.
std::vector<OptionField> early_stopping_fields();
// Errors   RecipeError at the key of a value that is out of range
Options early_stopping_options(const EarlyStoppingSpec& spec);
EarlyStoppingSpec early_stopping_spec(const Options& options);

}  // namespace netdyno
