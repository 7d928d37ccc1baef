// SPDX-License-Identifier: MIT
#include "app/cli/bench_nets.h"

#include <gtest/gtest.h>

#include <map>

#include "engine/core/parallel.h"
#include "engine/kernels/kernels.h"
#include "engine/nn/network.h"

namespace netdyno::app {
namespace {

// Counted by hand from the layers of each net.
const std::map<std::string, std::int64_t> kParameters = {
    {"mlp", 235'146},          {"deep10x500", 2'652'010},
    {"lenet", 61'706},         {"convnetjs-cifar", 22'466},
    {"vgg-small-bn", 815'018}, {"alexnet", 62'378'344}};

TEST(BenchNets, AreTheSixReferenceNets) {
  std::vector<std::string> names;
  for (const BenchNet& net : bench_nets()) names.push_back(net.name);
  EXPECT_EQ(names, (std::vector<std::string>{"mlp", "deep10x500", "lenet", "convnetjs-cifar",
                                             "vgg-small-bn", "alexnet"}));
}

TEST(BenchNets, HaveRecipesWithTheirParameterCounts) {
  for (const BenchNet& net : bench_nets()) {
    const Recipe recipe = bench_recipe(net);
    WorkerPool pool(1);
    const auto kernels = make_kernels(Backend::Eigen, pool);
    EXPECT_EQ(Network(recipe.model, *kernels).parameter_count(), kParameters.at(net.name))
        << net.name;
  }
}

}  // namespace
}  // namespace netdyno::app
