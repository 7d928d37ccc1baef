// SPDX-License-Identifier: MIT
//
// Runs that differ in one thing: the same but for that.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/run/run.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::tiny_recipe;
using TwinRun = netdyno::Run;

struct Lived {
  std::vector<double> losses;
  std::vector<std::vector<std::int32_t>> labels;  // of each minibatch
  std::vector<float> first;                       // example of each minibatch, its first value
};

// In lockstep, a step of each in turn.
std::vector<Lived> lockstep(const std::vector<Recipe>& recipes, int steps) {
  test::TinyEngine engine;
  std::vector<std::unique_ptr<TwinRun>> runs;
  for (const Recipe& recipe : recipes)
    runs.push_back(std::make_unique<TwinRun>(recipe, test::tiny_data(recipes[0]), *engine.kernels));
  std::vector<Lived> lived(runs.size());
  for (int step = 1; step <= steps; ++step)
    for (std::size_t i = 0; i < runs.size(); ++i) {
      while (runs[i]->trainer().steps_taken() < step) runs[i]->advance();
      lived[i].losses.push_back(runs[i]->history().last().train_loss);
      const Batch& batch = runs[i]->trainer().batch();
      lived[i].labels.emplace_back(batch.labels.begin(), batch.labels.end());
      lived[i].first.push_back(batch.x.values()[0]);
    }
  return lived;
}

TEST(TwinsProperty, WithAnotherRateBeginAlikeAndPart) {
  const auto lived = lockstep(
      {tiny_recipe({"optimizer.learning_rate=0.01"}), tiny_recipe({"optimizer.learning_rate=0.1"})},
      20);
  EXPECT_EQ(lived[0].losses[0], lived[1].losses[0]) << "same weights, minibatch and masks";
  for (int step = 1; step < 20; ++step)
    EXPECT_NE(lived[0].losses[step], lived[1].losses[step]) << "step " << step + 1;
  EXPECT_EQ(lived[0].labels, lived[1].labels);
}

TEST(TwinsProperty, WithOtherFirstWeightsLearnFromTheSameMinibatches) {
  const auto lived = lockstep(
      {tiny_recipe({"model.init.scheme=he"}), tiny_recipe({"model.init.scheme=orthogonal"})}, 30);
  EXPECT_NE(lived[0].losses[0], lived[1].losses[0]);
  EXPECT_EQ(lived[0].labels, lived[1].labels);
  EXPECT_EQ(lived[0].first, lived[1].first);
}

TEST(TwinsProperty, WithAnotherSeedDoNot) {
  const auto lived = lockstep({tiny_recipe({"seed=1"}), tiny_recipe({"seed=2"})}, 5);
  EXPECT_NE(lived[0].labels, lived[1].labels);
}

}  // namespace
}  // namespace netdyno
