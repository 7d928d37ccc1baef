// tests/support/networks.h
// SPDX-License-Identifier: MIT
//
// What tests of layers and networks need: a pool with kernels, short layer descriptions, tensors
// of random numbers.

#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/error.h"
#include "engine/kernels/kernels.h"
#include "engine/nn/layer_builders.h"
#include "engine/nn/layer_registry.h"
#include "engine/nn/network.h"

namespace netdyno::test {

// Kernels with the pool they use.
struct Machine {
  explicit Machine(int threads = 1, Backend backend = Backend::OneDnn)
      : pool(threads), kernels(make_kernels(backend, pool)) {}
  operator Kernels&() const { return *kernels; }

  WorkerPool pool;
  std::unique_ptr<Kernels> kernels;
};

using layers::conv;
using layers::dense;
using layers::layer;
using layers::max_pool;

// LeNet-5 on 1×28×28, ten classes.
NetworkSpec lenet();

// Standard normal numbers of the test stream; another `draw`, other numbers.
Tensor normal_tensor(const Shape& shape, std::uint64_t draw = 0);

// The RecipeError that `action` throws; without one the test fails.
RecipeError recipe_error(const std::function<void()>& action);

}  // namespace netdyno::test
