// engine/recipe/averaging_spec.h
// SPDX-License-Identifier: MIT
//
// Which average of the weights a recipe wants (engine/train/weight_average.h).

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/options.h"

namespace netdyno {

struct AveragingSpec {
  std::string kind = "none";  // "uniform", "exponential"
  double decay = 0.999;       // d of exponential, in [0, 1)
  double start = 0;           // epochs after which it begins, >= 0
  bool operator==(const AveragingSpec&) const = default;
};

// The keys of `averaging` in recipes.
std::vector<OptionField> averaging_fields();
// Errors   RecipeError at the key of a value that is out of range
Options averaging_options(const AveragingSpec& spec);
AveragingSpec averaging_spec(const Options& options);

}  // namespace netdyno
