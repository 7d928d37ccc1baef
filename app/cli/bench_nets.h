// app/cli/bench_nets.h
// SPDX-License-Identifier: MIT
//
// The reference nets of `netdyno bench`: the same ones whatever the machine, so that figures can be
// compared. Trained on random data with momentum 0.9 and l2 5e-4.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/recipe/recipe.h"

namespace netdyno::app {

struct BenchNet {
  std::string name;  // "lenet"
  Index batch_size;  // N
  Shape input;       // of a sample
  Index classes;
  std::vector<LayerSpec> layers;
};

std::vector<BenchNet> bench_nets();

Recipe bench_recipe(const BenchNet& net);

// Enough random examples, [0,1) pixels with random labels, that caches see what they see in use.
DataSplits bench_data(const BenchNet& net);

}  // namespace netdyno::app
