// engine/nn/layer_registry.h
// SPDX-License-Identifier: MIT
//
// The table of layer types: what recipes may name, what the app offers, what the tests loop over.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/nn/layer.h"

namespace netdyno {

struct LayerType {
  std::string name;                      // as in recipes: "conv"
  std::string doc;                       // one sentence with the formula
  std::vector<OptionField> fields = {};  // its options
  bool is_nonlinearity = false;   // an activation function: F3's statistics are taken after it
  bool has_inner_layers = false;  // takes a list `layers`
  std::unique_ptr<Layer> (*make)(const LayerSpec&, const Shape& input, Kernels&);
};

std::span<const LayerType> layer_types();

// Errors   RecipeError at path "type" with the nearest known name
const LayerType& layer_type(const std::string& name);

// Builds a layer for samples of shape `input`; weights are zero until drawn.
// Errors   RecipeError, path relative to the layer, for options or geometry that cannot work
std::unique_ptr<Layer> make_layer(const LayerSpec& spec, const Shape& input, Kernels& kernels);

// What make_layer() would build, without taking memory for weights; the same errors.
struct LayerPlan {
  Shape output;                 // of a sample
  std::int64_t parameters = 0;  // values of all parameters, inner layers' included
};
LayerPlan plan_layer(const LayerSpec& spec, const Shape& input, Kernels& kernels);

// A spec of that type with defaults for all options but the required ones.
LayerSpec default_layer_spec(const std::string& type);

}  // namespace netdyno
