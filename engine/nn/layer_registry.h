// engine/nn/layer_registry.h
// SPDX-License-Identifier: MIT
//
// The table of layer types: what recipes may name, what the app offers, what the tests loop over.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/nn/activations.h"
#include "engine/nn/layer.h"

namespace netdyno {

struct LayerType {
  std::string name;                      // as in recipes: "conv"
  std::string doc;                       // one sentence with the formula
  std::vector<OptionField> fields = {};  // its options
  bool is_nonlinearity = false;   // an activation function: F3's statistics are taken after it
  bool has_inner_layers = false;  // takes a list `layers`
  std::string label = {};         // for people, where the name's words would not do: "batch norm"
  // What others ask of a layer, so that none of them needs to know its name.
  bool makes_maps = false;       // of an image, feature maps that find something anew
  bool keeps_positions = false;  // an output at (y, x) is of the input there alone
  bool only_reshapes = false;    // the same values in the same order
  bool needs_minibatch = false;  // each channel's statistics are the minibatch's in training
  std::optional<OutputRange> saturates = {};
  bool is_zero_below = false;       // 0 for all x < 0: a unit can die
  std::string drop_option = {};     // the share of values that it drops in training
  std::string outputs_option = {};  // how many outputs it has, as a last layer needs them
  // Of a new one: options that have no default, or seldom their default.
  std::map<std::string, OptionValue> usual = {};
  std::vector<LayerSpec> (*usual_layers)(const Shape& input) = nullptr;  // inner ones; null: none
  // What the gradient that it passes on is multiplied by beside its derivative; null: 1.
  float (*gradient_factor)(const Options&) = nullptr;
  std::unique_ptr<Layer> (*make)(const LayerSpec&, const Shape& input, Kernels&);
};

std::span<const LayerType> layer_types();
// Null where there is none of that name.
const LayerType* known_layer_type(std::string_view name);

// Errors   RecipeError at path "type" with the nearest known name
const LayerType& layer_type(const std::string& name);

// Builds a layer for samples of shape `input`; weights are zero until drawn.
// Errors   RecipeError, path relative to the layer, for options or geometry that cannot work
std::unique_ptr<Layer> make_layer(const LayerSpec& spec, const Shape& input, Kernels& kernels);

// The same layer and errors, but its parameters have shapes only until Layer::allocate().
std::unique_ptr<Layer> make_unallocated_layer(const LayerSpec& spec, const Shape& input,
                                              Kernels& kernels);

// What make_layer() would build, without taking memory for weights; the same errors.
struct LayerPlan {
  Shape output;                 // of a sample
  std::int64_t parameters = 0;  // values of all parameters, inner layers' included
};
LayerPlan plan_layer(const LayerSpec& spec, const Shape& input, Kernels& kernels);

// A spec of that type with defaults for all options but the required ones.
LayerSpec default_layer_spec(const std::string& type);

}  // namespace netdyno
