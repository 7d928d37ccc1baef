// SPDX-License-Identifier: MIT
#include "tests/support/networks.h"

#include <gtest/gtest.h>

#include "engine/nn/named_networks.h"

namespace netdyno::test {

NetworkSpec lenet() {
  return make_named_network(named_network("lenet-5"), {1, 28, 28}, 10);
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
