// SPDX-License-Identifier: MIT
#include "engine/nn/network_plan.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/kernels/kernels.h"
#include "engine/nn/layer_registry.h"

namespace netdyno {

namespace {

class Planner {
 public:
  explicit Planner(NetworkPlan& plan) : plan_(plan) {}

  // False when one of the layers cannot be; `shape` becomes the last one's output.
  bool plan_chain(const std::vector<LayerSpec>& layers, const LayerPath& parent, Shape& shape) {
    for (std::size_t i = 0; i < layers.size(); ++i) {
      LayerPath path = parent;
      path.push_back(i);
      if (!plan_one(layers[i], path, shape)) return false;
    }
    return true;
  }

 private:
  bool plan_one(const LayerSpec& layer, const LayerPath& path, Shape& shape) {
    const std::size_t row = plan_.layers.size();
    plan_.layers.push_back({path, shape, shape, 0});
    // Inner layers first: their own trouble says more than the composite's.
    Shape inner = shape;
    if (!plan_chain(layer.layers, path, inner)) {
      plan_.layers.erase(plan_.layers.begin() + static_cast<std::ptrdiff_t>(row));
      return false;
    }
    try {
      const LayerPlan planned = plan_layer(layer, shape, *kernels_);
      plan_.layers[row].output = shape = planned.output;
      plan_.layers[row].parameters = planned.parameters;
      return true;
    } catch (const RecipeError& error) {
      plan_.problem = PlanProblem{path, error.path(), error.problem(), error.hint()};
      plan_.layers.erase(plan_.layers.begin() + static_cast<std::ptrdiff_t>(row));
      return false;
    }
  }

  NetworkPlan& plan_;
  WorkerPool pool_{1};
  std::unique_ptr<Kernels> kernels_ = make_kernels(Backend::Eigen, pool_);
};

}  // namespace

NetworkPlan plan_network(const NetworkSpec& network) {
  NetworkPlan plan;
  plan.output = network.input;
  Shape shape = network.input;
  Planner(plan).plan_chain(network.layers, {}, shape);
  for (const PlannedLayer& layer : plan.layers) {
    if (layer.path.size() > 1) continue;  // counted with its composite
    plan.parameters += layer.parameters;
    plan.output = layer.output;
  }
  return plan;
}

}  // namespace netdyno
