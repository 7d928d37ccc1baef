// engine/nn/initializer.h
// SPDX-License-Identifier: MIT
//
// Weight initialization schemes: a table of functions that draw one weight tensor.
//
//   Source   Glorot and Bengio (2010); He et al. (2015), "Delving deep into rectifiers"

#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/nn/layer.h"

namespace netdyno {

struct InitScheme {
  std::string name;  // as in recipes: "he"
  std::string doc;   // one sentence with the formula of σ
  std::vector<OptionField> fields;
  void (*draw)(Parameter& weight, const Options& options, Random& random);
};

std::span<const InitScheme> init_schemes();

// Errors   RecipeError at path "scheme" with the nearest known name
const InitScheme& init_scheme(const std::string& name);

// The named scheme with its default options.
InitSpec default_init_spec(const std::string& scheme);

void draw_weight(Parameter& weight, const InitSpec& init, Random& random);

}  // namespace netdyno
