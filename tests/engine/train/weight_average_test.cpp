// SPDX-License-Identifier: MIT
#include "engine/train/weight_average.h"

#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "engine/nn/loss.h"
#include "engine/train/measured_weights.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::tiny_recipe;
using test::weights_of;

class AveragingTest : public testing::Test {
 protected:
  Trainer make(const std::string& averaging) {
    const Recipe recipe = tiny_recipe({"averaging=" + averaging});
    return {recipe, test::tiny_data(recipe), *engine_.kernels};
  }
  static std::vector<float> measured(Trainer& trainer) {
    const MeasuredWeights guard(trainer);
    return weights_of(trainer.network());
  }

  test::TinyEngine engine_;
};

TEST_F(AveragingTest, MeasuresTheMeanOfTheWeightsOfAllSteps) {
  Trainer trainer = make(R"({"kind": "uniform"})");
  const std::vector<float> initial = weights_of(trainer.network());
  EXPECT_EQ(measured(trainer), initial) << "no average yet";
  std::vector<double> sums(initial.size());
  for (int step = 0; step < 5; ++step) {
    trainer.step();
    const std::vector<float> weights = weights_of(trainer.network());
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weights[i];
  }
  const std::vector<float> before = weights_of(trainer.network());
  const std::vector<float> average = measured(trainer);
  for (std::size_t i = 0; i < sums.size(); ++i) EXPECT_NEAR(average[i], sums[i] / 5, 1e-6);
  EXPECT_EQ(weights_of(trainer.network()), before) << "and they are back";
}

TEST_F(AveragingTest, LeavesTheTrainingAsItIs) {
  Trainer plain = make(R"({"kind": "none"})");
  Trainer averaged = make(R"({"kind": "exponential", "decay": 0.9})");
  EXPECT_EQ(test::train(averaged, 20), test::train(plain, 20));
  EXPECT_EQ(weights_of(averaged.network()), weights_of(plain.network()));
  EXPECT_NE(measured(averaged), measured(plain));
}

TEST_F(AveragingTest, BeginsAfterItsStart) {
  Trainer trainer = make(R"({"kind": "uniform", "start": 1})");
  test::train(trainer, 12);
  EXPECT_EQ(trainer.average().count(), 0);
  test::train(trainer, 1);  // ends the first epoch
  EXPECT_EQ(trainer.average().count(), 1);
  EXPECT_EQ(measured(trainer), weights_of(trainer.network()));
}

TEST_F(AveragingTest, KeepsTheAverageThatValidatedBest) {
  Trainer trainer = make(R"({"kind": "uniform"})");
  trainer.set_early_stopping({.patience = 3});
  test::train(trainer, 5);
  const std::vector<float> best = measured(trainer);
  trainer.observe_validation({.loss = 0.5});
  test::train(trainer, 5);
  trainer.restore_best();
  EXPECT_EQ(weights_of(trainer.network()), best);
  EXPECT_EQ(measured(trainer), best) << "the average begins anew";
}

TEST_F(AveragingTest, BeginsAnewWhereItsWeightsNoLongerCount) {
  const auto count_after = [&](const auto& change) {
    Trainer trainer = make(R"({"kind": "uniform"})");
    test::train(trainer, 3);
    change(trainer);
    return trainer.average().count();
  };
  EXPECT_EQ(count_after([](Trainer& t) { t.set_averaging({.kind = "exponential"}); }), 0);
  EXPECT_EQ(count_after([](Trainer& t) { t.set_averaging({.kind = "uniform", .start = 5}); }), 0);
  EXPECT_EQ(count_after([](Trainer& t) { t.set_averaging({.kind = "uniform", .decay = 0.5}); }), 3);
  EXPECT_EQ(count_after([](Trainer& t) { t.reinitialize({}); }), 0);
  EXPECT_EQ(count_after([](Trainer& t) {
              t.set_learning_rate(1e30);
              test::train(t, 2);  // diverges
            }),
            0);
}

TEST_F(AveragingTest, RefusesBadSettings) {
  Trainer trainer = make(R"({"kind": "uniform"})");
  EXPECT_THROW(trainer.set_averaging({.kind = "geometric"}), RecipeError);
  EXPECT_THROW(trainer.set_averaging({.kind = "exponential", .decay = 1.0}), RecipeError);
  EXPECT_THROW(trainer.set_averaging({.kind = "uniform", .start = -1}), RecipeError);
  EXPECT_EQ(trainer.recipe().averaging, AveragingSpec{.kind = "uniform"});
}

TEST_F(AveragingTest, DoesNotDependOnTheThreads) {
  // Large enough to be split.
  const Recipe recipe = tiny_recipe({"averaging={\"kind\":\"exponential\",\"decay\":0.9}"});
  Tensor weight(Shape{700001});
  const std::vector<NamedTensor> tensors{{"0.weight", &weight}};
  std::vector<Tensor> results;
  for (const int threads : {1, 3}) {
    WorkerPool pool(threads);
    WeightAverage average;
    for (std::uint64_t step = 0; step < 3; ++step) {
      Random(1, Stream::Test, step).fill_normal(weight.values());
      average.update(recipe.averaging, tensors, pool);
    }
    results.push_back(average.values()[0]);
  }
  EXPECT_TRUE((results[0].array() == results[1].array()).all());
}

}  // namespace
}  // namespace netdyno
