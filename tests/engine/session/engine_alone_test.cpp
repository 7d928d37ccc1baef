// SPDX-License-Identifier: MIT
//
// The engine without the app: everything below is what a program of its own would contain.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "engine/kernels/kernels.h"
#include "engine/run/run.h"

namespace netdyno {
namespace {

constexpr const char* kRecipe = R"({
  // Random images with random labels: a network can only learn them by heart.
  "data": {"source": "gaussian", "examples": 150, "classes": 3, "train": 100, "validation": 50},
  "model": {"input": [1, 8, 8], "layers": [
      {"type": "flatten"}, {"type": "dense", "units": 32}, {"type": "relu"},
      {"type": "dense", "units": 3}]},
  "optimizer": {"kind": "momentum", "learning_rate": 0.1}, "batch_size": 20, "epochs": 10})";

TEST(EngineAlone, TrainsARecipeInThirtyLines) {
  const Recipe recipe = parse_recipe(kRecipe);
  const DataSplits data = load_splits(recipe.data.source, recipe.data.train, recipe.data.validation,
                                      {recipe.model.input, recipe.seed});
  WorkerPool pool(WorkerPool::available_threads());
  const std::unique_ptr<Kernels> kernels = make_kernels(Backend::OneDnn, pool);
  netdyno::Run run(recipe, data, *kernels);

  for (bool is_finished = false; !is_finished;) {
    const netdyno::Run::Advance done = run.advance();
    if (done.divergence) FAIL() << done.divergence->message();
    if (done.validation)
      fmt::print("epoch {:2.0f}  train loss {:.3f}  validation accuracy {:.1f} %\n",
                 done.validation->epoch,
                 run.history().column(History::Metric::TrainLoss)[run.history().size() - 1],
                 100 * done.validation->accuracy);
    is_finished = done.finished;
  }
  EXPECT_EQ(run.history().validations().size(), 10u);
  EXPECT_LT(run.history().record(run.history().size() - 1).train_loss, 0.05);
}

}  // namespace
}  // namespace netdyno
