// engine/nn/network_plan.h
// SPDX-License-Identifier: MIT
//
// What a network would be, without building it: each layer's output shape and parameters as far as
// its geometry works, and what is impossible. For editors, where most drafts are wrong on the way.
//
//   Cost     no memory for weights; some microseconds a layer

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/nn/layer_spec.h"

namespace netdyno {

// A layer's place: index into `layers`, then into the inner layers of that one, and so on.
using LayerPath = std::vector<std::size_t>;

struct PlannedLayer {
  LayerPath path;
  Shape input;                  // of a sample
  Shape output;                 // of a sample
  std::int64_t parameters = 0;  // inner layers' included
};

struct PlanProblem {
  LayerPath path;       // of the layer that cannot be
  std::string option;   // of it that is wrong, or ""
  std::string problem;  // what is, and what was expected
  std::string hint;     // what to do, or ""
};

struct NetworkPlan {
  std::vector<PlannedLayer> layers;    // a composite before its inner layers
  std::int64_t parameters = 0;         // of those that could be planned
  std::optional<PlanProblem> problem;  // what follows it is not planned
  Shape output;                        // of the last layer that could be planned
};

NetworkPlan plan_network(const NetworkSpec& network);

}  // namespace netdyno
