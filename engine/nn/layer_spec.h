// engine/nn/layer_spec.h
// SPDX-License-Identifier: MIT
//
// Descriptions of layers and networks: plain values that a recipe is read into, that make_layer()
// builds from, and that the app edits.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/options.h"
#include "engine/core/shape.h"

namespace netdyno {

// How weights are drawn: a row of the initializer registry with its options.
struct InitSpec {
  std::string scheme = "he";
  Options options;
  bool operator==(const InitSpec&) const = default;
};

// One entry of a recipe's `layers`: a row of the layer registry with its options.
struct LayerSpec {
  std::string type;
  Options options;
  std::optional<InitSpec> init;   // overrides the network's
  std::vector<LayerSpec> layers;  // inner layers of a composite (residual)
  bool operator==(const LayerSpec&) const = default;
};

struct NetworkSpec {
  Shape input;  // of a sample: [C,H,W] or [F]
  InitSpec init;
  std::vector<LayerSpec> layers;
  bool operator==(const NetworkSpec&) const = default;
};

}  // namespace netdyno
