// engine/nn/initializer.h
// SPDX-License-Identifier: MIT
//
// Weight initialization schemes: a table of functions that draw one weight tensor.
//
//   Units    σ is the standard deviation of one weight; fan_in and fan_out as in Parameter
//   Source   Glorot and Bengio (2010); He et al., "Delving deep into rectifiers" (2015); Saxe et
//   al.,
//            "Exact solutions to the nonlinear dynamics of learning" (2013); Sussillo and Abbott,
//            "Random walk initialization" (2014)

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

// The same with every option: as given, else its default.
// Errors   RecipeError at path "scheme" or the option's key
InitSpec complete_init(const InitSpec& init);

void draw_weight(Parameter& weight, const InitSpec& init, Random& random);

}  // namespace netdyno
