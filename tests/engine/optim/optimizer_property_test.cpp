// SPDX-License-Identifier: MIT
//
// Properties that hold for every row of the optimizer table.

#include <gtest/gtest.h>

#include "engine/core/random.h"
#include "engine/optim/optimizer.h"

namespace netdyno {
namespace {

// Tensors of awkward sizes, together large enough to be split over threads.
struct Model {
  std::vector<Parameter> parameters;

  Model() {
    std::uint64_t index = 0;
    for (const Index size : {1, 150001, 17, 4096, 99990, 4097}) {
      Parameter& parameter = parameters.emplace_back();
      parameter.value.resize({size});
      parameter.grad.resize({size});
      parameter.is_weight = index % 2 == 0;
      Random(1, Stream::Test, index++).fill_normal(parameter.value.values());
    }
  }

  void train(Optimizer& optimizer, WorkerPool& pool, int first_step, int steps) {
    std::vector<Parameter*> pointers;
    for (Parameter& parameter : parameters) pointers.push_back(&parameter);
    for (int step = first_step; step < first_step + steps; ++step) {
      std::uint32_t index = 0;
      for (Parameter& parameter : parameters)
        Random(2, Stream::Test, step, index++).fill_uniform(parameter.grad.values());
      optimizer.step(pointers, 0.01, {.l2 = 0.1, .l1 = 0.01}, pool);
    }
  }
};

void expect_equal(const Model& a, const Model& b, const std::string& where) {
  for (std::size_t p = 0; p < a.parameters.size(); ++p)
    EXPECT_TRUE(std::ranges::equal(a.parameters[p].value.values(), b.parameters[p].value.values()))
        << where << ", parameter " << p;
}

TEST(OptimizerProperty, TheResultDoesNotDependOnTheThreads) {
  WorkerPool one(1);
  WorkerPool three(3);
  for (const OptimizerType& type : optimizer_types()) {
    Model a, b;
    a.train(*type.make(Options()), one, 1, 2);
    b.train(*type.make(Options()), three, 1, 2);
    expect_equal(a, b, type.name);
  }
}

TEST(OptimizerProperty, FourStepsEqualTwoStepsSavedLoadedAndTwoMore) {
  WorkerPool pool(2);
  for (const OptimizerType& type : optimizer_types()) {
    Model whole, halves;
    const std::unique_ptr<Optimizer> uninterrupted = type.make(Options());
    whole.train(*uninterrupted, pool, 1, 1);
    uninterrupted->forget(3);
    whole.train(*uninterrupted, pool, 2, 3);

    const std::unique_ptr<Optimizer> first = type.make(Options());
    halves.train(*first, pool, 1, 1);
    first->forget(3);
    halves.train(*first, pool, 2, 1);
    const std::unique_ptr<Optimizer> second = type.make(first->options());
    second->moments() = first->moments();
    second->starts() = first->starts();
    second->set_steps_taken(first->steps_taken());
    halves.train(*second, pool, 3, 2);

    EXPECT_EQ(second->steps_taken(), 4);
    expect_equal(whole, halves, type.name);
  }
}

TEST(OptimizerProperty, TheTableTellsTheNumberOfMoments) {
  WorkerPool pool(1);
  for (const OptimizerType& type : optimizer_types()) {
    Model model;
    const std::unique_ptr<Optimizer> optimizer = type.make(Options());
    EXPECT_TRUE(optimizer->moments().empty()) << type.name;
    model.train(*optimizer, pool, 1, 1);
    EXPECT_EQ(optimizer->moments().size(), static_cast<std::size_t>(type.moments)) << type.name;
  }
}

}  // namespace
}  // namespace netdyno
