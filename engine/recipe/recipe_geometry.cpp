// SPDX-License-Identifier: MIT
#include "engine/recipe/recipe_geometry.h"

#include <fmt/core.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/kernels/kernels.h"
#include "engine/nn/layer_registry.h"
#include "engine/recipe/recipe_object.h"

namespace netdyno {

namespace {

// Kernels count in 32 bits.
constexpr double kMostValues = 2147483647.0;

// Of a minibatch of samples of that shape; refused when too large to be one tensor.
double checked_count(const Shape& shape, Index batch_size) {
  double values = static_cast<double>(batch_size);
  for (const Index extent : shape.extents()) values *= static_cast<double>(extent);
  if (values > kMostValues)
    throw RecipeError("",
                      fmt::format("a minibatch of {} × {} holds {:.3g} values, at most {:.3g} are "
                                  "possible",
                                  batch_size, shape.text(), values, kMostValues),
                      "Lower batch_size or make the layer smaller");
  return values;
}

void check_memory(double values) {
  const double needed = values * sizeof(float);
  const double present =
      static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
  if (needed > present)
    throw RecipeError("layers",
                      fmt::format("the network needs at least {:.1f} GB for weights, activations "
                                  "and their gradients, this computer has {:.1f} GB",
                                  needed / 1e9, present / 1e9),
                      "Make its layers smaller or lower batch_size");
}

}  // namespace

void check_geometry(const NetworkSpec& network, Index batch_size) {
  WorkerPool pool(1);
  const auto kernels = make_kernels(Backend::Eigen, pool);
  within("input", [&] { checked_count(network.input, batch_size); });
  double values = 0;  // each with a gradient
  Shape shape = network.input;
  for (std::size_t i = 0; i < network.layers.size(); ++i)
    within(fmt::format("layers[{}]", i), [&] {
      const LayerPlan plan = plan_layer(network.layers[i], shape, *kernels);
      shape = plan.output;
      values += checked_count(shape, batch_size) + static_cast<double>(plan.parameters);
    });
  check_memory(2 * values);
}

}  // namespace netdyno
