// engine/nn/activations.h
// SPDX-License-Identifier: MIT
//
// The elementwise activation functions y = f(x; a): a table. A row is all that a new one needs; it
// becomes a layer type by itself and the tests loop over it.
//
//   Range    any float; a NaN stays a NaN
//   Cost     a function works on a whole span at the speed of memory, or of vector arithmetic where
//            an exponential is involved; exact to 1e-6
//   Source   Goodfellow, Bengio, Courville, Deep Learning (2016), sec. 6.3; ELU: Clevert et al.
//   (2016)

#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/options.h"

namespace netdyno {

// Between whose ends an output lies; at both the function is flat.
struct OutputRange {
  double low, high;
};

struct Activation {
  std::string name;                 // as in recipes: "leaky_relu"
  std::string doc;                  // one sentence with the formula
  std::vector<OptionField> fields;  // at most one, a real: the functions' `a`
  std::vector<float> kinks;         // where f′ may jump
  // y[i] ← f(x[i]).
  void (*forward)(std::span<const float> x, float a, std::span<float> y);
  // dx[i] ← dy[i] f′(x[i]), where y[i] = f(x[i]). At a kink f′ is the value from the left.
  void (*backward)(std::span<const float> x, std::span<const float> y, std::span<const float> dy,
                   float a, std::span<float> dx);
  std::optional<OutputRange> saturates = {};
  bool is_zero_below = false;  // 0 for all x < 0: a unit can die
  std::string label = {};      // for people, where the name's words would not do: "leaky ReLU"
};

std::span<const Activation> activations();

// Errors   RecipeError at path "type" with the nearest known name
const Activation& activation(const std::string& name);

}  // namespace netdyno
