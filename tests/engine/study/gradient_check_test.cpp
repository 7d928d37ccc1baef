// SPDX-License-Identifier: MIT
#include "engine/study/gradient_check.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/error.h"
#include "engine/nn/loss.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::tiny_data;
using test::tiny_recipe;
using test::TinyEngine;

GradientCheckReport run(Trainer& trainer, const std::string& loss) {
  GradientCheckOptions options;
  options.loss = loss;
  Batch batch;
  read_batch(trainer.data().train, 0, options.examples, trainer.preprocessor(), batch);
  GradientCheck check(trainer.network(), std::move(batch), options);
  while (!check.advance()) EXPECT_LT(check.report().progress, 1.0);
  EXPECT_FALSE(check.report().is_running);
  return check.report();
}

std::string text_of(const GradientCheckRow& row) {
  return row.parameter + " of layer " + std::to_string(row.layer) + ": error " +
         std::to_string(row.max_error) + ", backpropagated " + std::to_string(row.backpropagated) +
         ", numerical " + std::to_string(row.numerical);
}

TEST(GradientCheck, PassesForEveryLossAfterSomeTraining) {
  TinyEngine engine;
  const Recipe recipe = tiny_recipe();
  Trainer trainer(recipe, tiny_data(recipe), *engine.kernels);
  test::train(trainer, 20);
  for (const LossFunction& loss : loss_functions()) {
    const GradientCheckReport report = run(trainer, loss.name);
    EXPECT_EQ(report.verdict(), GradientVerdict::Pass) << loss.name;
    ASSERT_EQ(report.rows.size(), 4u);
    for (const GradientCheckRow& row : report.rows) {
      EXPECT_EQ(row.failed, 0) << loss.name << ": " << text_of(row);
      EXPECT_GE(row.checked, std::min<Index>(row.size, 10));
      EXPECT_LT(row.kinks + row.unresolved, row.checked) << text_of(row);
    }
  }
}

// One network with each layer type that has parameters, and those that the gradient passes through.
constexpr const char* kEveryLayer =
    R"(model.layers=[{"type":"conv","filters":3,"size":3,"pad":1},{"type":"batchnorm"},
    {"type":"prelu"},{"type":"residual","layers":[{"type":"conv","filters":3,"size":3,"pad":1},
    {"type":"elu"}]},{"type":"lrn","size":3},{"type":"avgpool","size":2,"stride":2},
    {"type":"flatten"},{"type":"maxout","units":8,"pieces":2},{"type":"dropout","rate":0.2},
    {"type":"dense","units":6},{"type":"sigmoid"},{"type":"dense","units":3}])";

TEST(GradientCheck, PassesForEveryLayer) {
  TinyEngine engine(2);
  const Recipe recipe = tiny_recipe({kEveryLayer});
  Trainer trainer(recipe, tiny_data(recipe), *engine.kernels);
  for (const LossFunction& loss : loss_functions())
    for (const GradientCheckRow& row : run(trainer, loss.name).rows)
      EXPECT_NE(row.verdict, GradientVerdict::Fail) << loss.name << ": " << text_of(row);
}

TEST(GradientCheck, ExpectsTheOppositeBelowAGradientReversal) {
  TinyEngine engine;
  const Recipe recipe = tiny_recipe({R"(model.layers=[{"type":"flatten"},
      {"type":"dense","units":5},{"type":"tanh"},{"type":"gradient_reversal","lambda":0.5},
      {"type":"dense","units":3}])"});
  Trainer trainer(recipe, tiny_data(recipe), *engine.kernels);
  EXPECT_EQ(run(trainer, "softmax").verdict(), GradientVerdict::Pass);
}

TEST(GradientCheck, FailsWhereTheGradientIsNotTheSlope) {
  TinyEngine engine;
  const Recipe recipe = tiny_recipe({R"(model.layers=[{"type":"flatten"},
      {"type":"residual","layers":[{"type":"dense","units":36},{"type":"tanh"},
      {"type":"gradient_reversal"}]},{"type":"dense","units":3}])"});
  Trainer trainer(recipe, tiny_data(recipe), *engine.kernels);
  const GradientCheckReport report = run(trainer, "softmax");
  EXPECT_EQ(report.verdict(), GradientVerdict::Fail);
  EXPECT_EQ(report.rows[0].verdict, GradientVerdict::Fail) << "its gradient is turned round inside";
  EXPECT_NEAR(report.rows[0].max_error, 2, 0.05);
  EXPECT_EQ(report.rows[2].verdict, GradientVerdict::Pass) << "above it nothing is";
}

TEST(GradientCheck, FailsForALossThatIsNotFinite) {
  TinyEngine engine;
  const Recipe recipe = tiny_recipe();
  Trainer trainer(recipe, tiny_data(recipe), *engine.kernels);
  trainer.network().parameters()[0]->value.fill(std::nanf(""));
  EXPECT_EQ(run(trainer, "softmax").verdict(), GradientVerdict::Fail);
}

TEST(GradientCheck, RefusesAnUnknownLoss) {
  TinyEngine engine;
  const Recipe recipe = tiny_recipe();
  Trainer trainer(recipe, tiny_data(recipe), *engine.kernels);
  EXPECT_THROW(run(trainer, "sofmax"), RecipeError);
}

TEST(GradientCheck, LeavesTheTrainingAsItIs) {
  TinyEngine engine;
  const Recipe recipe = tiny_recipe({kEveryLayer});
  Trainer plain(recipe, tiny_data(recipe), *engine.kernels);
  Trainer checked(recipe, tiny_data(recipe), *engine.kernels);
  test::train(plain, 5);
  test::train(checked, 5);
  const Tensor gradient = checked.network().parameters()[0]->grad;
  run(checked, "softmax");
  EXPECT_TRUE(
      std::ranges::equal(gradient.values(), checked.network().parameters()[0]->grad.values()));
  EXPECT_EQ(test::weights_of(plain.network()), test::weights_of(checked.network()));
  EXPECT_EQ(test::train(plain, 5), test::train(checked, 5));
}

TEST(GradientCheck, GivesTheSameTwice) {
  TinyEngine engine;
  const Recipe recipe = tiny_recipe();
  Trainer trainer(recipe, tiny_data(recipe), *engine.kernels);
  const GradientCheckReport first = run(trainer, "softmax"), second = run(trainer, "softmax");
  for (std::size_t i = 0; i < first.rows.size(); ++i)
    EXPECT_EQ(first.rows[i].max_error, second.rows[i].max_error);
}

}  // namespace
}  // namespace netdyno
