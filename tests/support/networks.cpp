// SPDX-License-Identifier: MIT
#include "tests/support/networks.h"

#include <gtest/gtest.h>

namespace netdyno::test {

LayerSpec layer(const std::string& type, OptionList options) {
  LayerSpec spec = default_layer_spec(type);
  for (const auto& [key, value] : options) spec.options.set(layer_type(type).fields, key, value);
  return spec;
}

LayerSpec dense(Index units) {
  return layer("dense", {{"units", units}});
}

LayerSpec conv(Index filters, Index size, Index pad, Index stride) {
  return layer("conv", {{"filters", filters}, {"size", size}, {"pad", pad}, {"stride", stride}});
}

LayerSpec max_pool(Index size, Index stride) {
  return layer("maxpool", {{"size", size}, {"stride", stride}});
}

NetworkSpec lenet() {
  return {
      .input = {1, 28, 28},
      .init = {},
      .layers = {conv(6, 5, 2), layer("relu"), max_pool(2), conv(16, 5), layer("relu"), max_pool(2),
                 layer("flatten"), dense(120), layer("relu"), dense(84), layer("relu"), dense(10)}};
}

Tensor normal_tensor(const Shape& shape, std::uint64_t draw) {
  Tensor tensor(shape);
  Random(11, Stream::Test, draw).fill_normal(tensor.values());
  return tensor;
}

RecipeError recipe_error(const std::function<void()>& action) {
  try {
    action();
  } catch (const RecipeError& error) {
    return error;
  }
  ADD_FAILURE() << "expected a RecipeError";
  return RecipeError("", "");
}

}  // namespace netdyno::test
