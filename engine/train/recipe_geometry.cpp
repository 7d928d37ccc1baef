// SPDX-License-Identifier: MIT
#include "engine/train/recipe_geometry.h"

#include <fmt/format.h>

#include <new>

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/kernels/kernels.h"
#include "engine/nn/layer_registry.h"
#include "engine/train/recipe_object.h"

namespace netdyno {

namespace {

// Kernels count in 32 bits.
constexpr double kMostValues = 2147483647.0;

double value_count(const Shape& shape) {
  double values = 1.0;
  for (const Index extent : shape.extents()) values *= static_cast<double>(extent);
  return values;
}

void check_size(const Shape& shape, Index batch_size) {
  const double values = value_count(shape) * static_cast<double>(batch_size);
  if (values > kMostValues)
    throw RecipeError("",
                      fmt::format("a minibatch of {} × {} holds {:.3g} values, at most {:.3g} "
                                  "are possible",
                                  batch_size, shape.text(), values, kMostValues),
                      "Lower batch_size or the layer's size");
}

Shape checked_output(const LayerSpec& layer, const Shape& input, Index batch_size,
                     Kernels& kernels) try {
  const Shape output = make_layer(layer, input, kernels)->output_shape();
  check_size(output, batch_size);
  return output;
} catch (const std::bad_alloc&) {
  throw RecipeError("", "the layer's weights do not fit into memory");
}

}  // namespace

void check_geometry(const NetworkSpec& network, Index batch_size) {
  WorkerPool pool(1);
  const auto kernels = make_kernels(Backend::Eigen, pool);
  within("input", [&] { check_size(network.input, batch_size); });
  Shape shape = network.input;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    shape = within(fmt::format("layers[{}]", i),
                   [&] { return checked_output(network.layers[i], shape, batch_size, *kernels); });
  }
}

}  // namespace netdyno
