// engine/nn/named_networks.h
// SPDX-License-Identifier: MIT
//
// Networks that texts call by a name: a table, for one click in the app. Each adapts its last
// layer to the number of classes and, where its geometry allows, its first to the images at hand.
//
//   Source   LeCun et al. (1998); Krizhevsky, Sutskever, Hinton (2012) in the simplified form
//            without groups; Simonyan and Zisserman (2014), configuration D

#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/nn/layer_spec.h"

namespace netdyno {

struct NamedNetwork {
  std::string name;  // "lenet-5"
  std::string doc;   // one sentence
  Shape input;       // of a sample, as published
  // Layers for samples of shape `input`; what does not fit is refused when they are planned.
  std::vector<LayerSpec> (*layers)(const Shape& input, Index classes);
};

std::span<const NamedNetwork> named_networks();

// Errors   RecipeError at path "network" with the nearest known name
const NamedNetwork& named_network(const std::string& name);

// The network for samples of shape `input` where it can take them, else for its own input.
NetworkSpec make_named_network(const NamedNetwork& network, const Shape& input, Index classes);

}  // namespace netdyno
