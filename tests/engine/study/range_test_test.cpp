// SPDX-License-Identifier: MIT
#include "engine/study/range_test.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/error.h"
#include "tests/support/networks.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::tiny_recipe;
using test::weights_of;

// Points of a given smoothed loss at the rates 1, 2, 4, …
std::vector<RangeTestPoint> curve(const std::vector<double>& smoothed) {
  std::vector<RangeTestPoint> points;
  for (const double loss : smoothed)
    points.push_back({std::exp2(static_cast<double>(points.size())), loss, loss});
  return points;
}

TEST(SuggestLearningRate, TakesTheSteepestDescent) {
  EXPECT_EQ(suggest_learning_rate(curve({5, 5, 4, 2, 1.9, 1.8, 1.7, 1.6, 1.5, 9}), 0), 4.0);
  EXPECT_EQ(suggest_learning_rate(curve({9, 1, 0.9, 0.8, 0.4, 0.3}), 3), 8.0)
      << "after the skipped";
  EXPECT_EQ(suggest_learning_rate(curve({1, 1, 1, 2, 3}), 0), std::nullopt);
  EXPECT_EQ(suggest_learning_rate(curve({2, 1}), 0), std::nullopt) << "no inner point";
  EXPECT_EQ(suggest_learning_rate({}, 10), std::nullopt);
}

TEST(SuggestLearningRate, StaysATenthBelowTheRateOfTheLowestLoss) {
  // Steepest at 16, just before the explosion; the lowest loss is that of 64.
  EXPECT_EQ(suggest_learning_rate(curve({5, 5, 5, 4.9, 4, 2, 1.4, 9}), 0), 4.0);
}

TEST(SuggestLearningRate, SuggestsNothingWhereTheFallIsNoise) {
  std::vector<RangeTestPoint> points;
  double smoothed = 0.4;
  for (int i = 0; i < 100; ++i) {
    const double loss = 0.4 + (i * 37 % 11 - 5) * 0.03;  // ±0.15, as minibatches differ
    smoothed = 0.9 * smoothed + 0.1 * loss;
    points.push_back({1e-8 * std::pow(1.2, i), loss, i < 90 ? smoothed : smoothed + i - 89});
  }
  EXPECT_EQ(suggest_learning_rate(points, 10), std::nullopt);
  for (int i = 60; i < 80; ++i) points[static_cast<std::size_t>(i)].smoothed -= 0.3;
  EXPECT_TRUE(suggest_learning_rate(points, 10)) << "a fall of three deviations";
}

class RangeTestTest : public testing::Test {
 protected:
  RangeTestResult run(Trainer& trainer, const RangeTestOptions& options = {}) {
    RangeTest test(trainer, options);
    while (!test.advance()) {
    }
    return test.report();
  }

  test::TinyEngine engine_;
  const Recipe recipe_ =
      tiny_recipe({"schedule.kind=cosine", "averaging.kind=uniform", "early_stopping.patience=3"});
  const DataSplits data_ = test::tiny_data(recipe_);
};

TEST_F(RangeTestTest, LeavesTheTrainerAsItIsToTheBit) {
  Trainer plain(recipe_, data_, *engine_.kernels);
  Trainer tested(recipe_, data_, *engine_.kernels);
  for (Trainer* trainer : {&plain, &tested}) test::train(*trainer, 15);
  const std::string before = tested.save().meta;
  run(tested);
  EXPECT_EQ(tested.save().meta, before);
  EXPECT_EQ(weights_of(tested.network()), weights_of(plain.network()));
  EXPECT_EQ(test::train(tested, 20), test::train(plain, 20));
  EXPECT_EQ(weights_of(tested.network()), weights_of(plain.network()));
}

TEST_F(RangeTestTest, GrowsTheRateEvenlyOnItsLogarithm) {
  Trainer trainer(recipe_, data_, *engine_.kernels);
  const RangeTestResult result = run(trainer, {.lowest = 1e-6, .highest = 1e-2, .steps = 41});
  ASSERT_EQ(result.points.size(), 41u);
  EXPECT_FALSE(result.is_running);
  EXPECT_EQ(result.status.substr(0, 15), "Went up to η 0");
  for (int i = 0; i < 41; ++i)
    EXPECT_NEAR(std::log10(result.points[static_cast<std::size_t>(i)].learning_rate),
                -6.0 + 0.1 * i, 1e-9);
}

TEST_F(RangeTestTest, BeginsWithTheStateOfTheTrainer) {
  Trainer trainer(recipe_, data_, *engine_.kernels);
  test::train(trainer, 5);
  const RangeTestResult result = run(trainer, {.smoothing = 0.0});
  EXPECT_EQ(result.points[0].loss, trainer.step().train_loss);
  EXPECT_EQ(result.points[0].smoothed, result.points[0].loss);
}

TEST_F(RangeTestTest, BeginsWithTheInitialWeightsIfAskedTo) {
  Trainer fresh(recipe_, data_, *engine_.kernels);
  const double first_loss = fresh.step().train_loss;
  Trainer trainer(recipe_, data_, *engine_.kernels);
  test::train(trainer, 25);
  const std::string before = trainer.save().meta;
  const RangeTestResult result = run(trainer, {.from_start = true});
  EXPECT_TRUE(result.from_start);
  EXPECT_EQ(result.points[0].loss, first_loss);
  EXPECT_EQ(trainer.save().meta, before);
}

TEST_F(RangeTestTest, StopsWhereTheLossBlowsUp) {
  Trainer trainer(recipe_, data_, *engine_.kernels);
  const RangeTestResult result = run(trainer, {.lowest = 1e-5, .highest = 1e4});
  EXPECT_LT(result.points.size(), 100u);
  EXPECT_NE(result.status.find("times its best"), std::string::npos) << result.status;
  double best = 1e9;
  for (const RangeTestPoint& point : result.points) {
    EXPECT_TRUE(std::isfinite(point.loss));
    best = std::min(best, point.smoothed);
    EXPECT_EQ(point.smoothed > 4 * best, &point == &result.points.back());
  }
}

TEST_F(RangeTestTest, LeavesOutALossThatIsNotFinite) {
  Trainer trainer(recipe_, data_, *engine_.kernels);
  const RangeTestResult result =
      run(trainer, {.lowest = 1e-3, .highest = 1e38, .steps = 5, .blow_up = 1e300});
  EXPECT_LT(result.points.size(), 5u);
  EXPECT_NE(result.status.find("no longer finite"), std::string::npos) << result.status;
  for (const RangeTestPoint& point : result.points) EXPECT_TRUE(std::isfinite(point.loss));
}

TEST_F(RangeTestTest, SuggestsARateThatTrains) {
  const Recipe recipe =
      tiny_recipe({"data={\"source\":\"blobs\",\"validation\":0}", "model.input=[2]",
                   "model.layers=[{\"type\":\"dense\",\"units\":16},{\"type\":\"relu\"},"
                   "{\"type\":\"dense\",\"units\":10}]"});
  Trainer trainer(recipe, test::tiny_data(recipe), *engine_.kernels);
  const std::optional<double> suggestion = run(trainer).suggestion;
  ASSERT_TRUE(suggestion);
  EXPECT_GT(*suggestion, 1e-4);
  EXPECT_LT(*suggestion, 1.0);
  const double before = trainer.step().train_loss;
  trainer.set_learning_rate(*suggestion);
  test::train(trainer, 100);
  EXPECT_LT(trainer.step().train_loss, 0.5 * before);
}

TEST_F(RangeTestTest, EndsWhereItIsCancelled) {
  Trainer trainer(recipe_, data_, *engine_.kernels);
  RangeTest test(trainer, {});
  for (int i = 0; i < 7; ++i) EXPECT_FALSE(test.advance());
  EXPECT_EQ(test.report().status.find("At η"), 0u);
  test.cancel();
  EXPECT_FALSE(test.report().is_running);
  EXPECT_EQ(test.report().points.size(), 7u);
  EXPECT_EQ(test.report().status.find("Cancelled after 7 of 100 steps"), 0u);
  EXPECT_TRUE(test.advance()) << "nothing is left to do";
  EXPECT_EQ(test.report().points.size(), 7u);
}

TEST_F(RangeTestTest, RefusesARangeThatIsNone) {
  Trainer trainer(recipe_, data_, *engine_.kernels);
  const auto path_of = [&](const RangeTestOptions& options) {
    return test::recipe_error([&] { RangeTest(trainer, options); }).path();
  };
  EXPECT_EQ(path_of({.lowest = 0}), "range_test.lowest");
  EXPECT_EQ(path_of({.lowest = 1, .highest = 1}), "range_test.highest");
  EXPECT_EQ(path_of({.highest = INFINITY}), "range_test.highest");
  EXPECT_EQ(path_of({.steps = 2}), "range_test.steps");
  EXPECT_EQ(path_of({.smoothing = 1}), "range_test.smoothing");
  EXPECT_EQ(path_of({.skipped = -1}), "range_test.skipped");
  EXPECT_EQ(path_of({.blow_up = 1}), "range_test.blow_up");
}

}  // namespace
}  // namespace netdyno
