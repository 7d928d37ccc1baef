// engine/nn/initializer.h
// SPDX-License-Identifier: MIT
//
// Weight initialization schemes: a table of functions that draw one weight tensor, and for some a
// second one that completes a layer by what it makes of data (weight_fit.h goes through a network).
//
//   To add one: a row in initializer.cpp; where data are needed, a file of its own whose row is
//   declared here.
//
//   Units    σ is the standard deviation of one weight; fan_in and fan_out as in Parameter
//   Source   Glorot and Bengio (2010); He et al., "Delving deep into rectifiers" (2015); Saxe and
//            others, "Exact solutions to the nonlinear dynamics of learning" (2013); Sussillo and
//            Abbott, "Random walk initialization" (2014)

#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/nn/layer.h"

namespace netdyno {

// A layer whose weights are drawn, and a minibatch of what reaches it.
class LayerFit {
 public:
  LayerFit(Layer& layer, const Tensor& x, const Pass& pass) : layer_(layer), x_(x), pass_(pass) {}

  Layer& layer() { return layer_; }
  // What the layer gives with its present weights.
  const Tensor& output() {
    layer_.forward(x_, y_, scratch_, pass_);
    return y_;
  }

 private:
  Layer& layer_;
  const Tensor& x_;
  Pass pass_;
  Tensor y_;
  Scratch scratch_;
};

struct InitScheme {
  std::string name;  // as in recipes: "he"
  std::string doc;   // one sentence with the formula of σ
  std::vector<OptionField> fields;
  void (*draw)(Parameter& weight, const Options& options, Random& random);
  // Completes a layer with weights; null for schemes that need no data.
  void (*fit)(LayerFit& fit, const Options& options) = nullptr;
};

// Rows with files of their own.
InitScheme lsuv_scheme();
InitScheme krahenbuhl_scheme();

// Drawing that rows share.
void draw_gaussian(Parameter& weight, double deviation, Random& random);
void draw_orthogonal(Parameter& weight, Random& random);

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
