// SPDX-License-Identifier: MIT
#include "engine/optim/penalty.h"

#include <gtest/gtest.h>

#include <limits>

#include "engine/core/random.h"
#include "engine/nn/loss.h"

namespace netdyno {
namespace {

Parameter parameter_of(const std::vector<float>& values, bool is_weight) {
  Parameter parameter;
  parameter.value = Tensor({static_cast<Index>(values.size())}, values);
  parameter.is_weight = is_weight;
  return parameter;
}

TEST(Penalty, SumsSquaresAndAbsolutesOfWeightsOnly) {
  Parameter weight = parameter_of({1.0f, -2.0f, 3.0f}, true);
  Parameter bias = parameter_of({100.0f}, false);
  Parameter second = parameter_of({-4.0f}, true);
  Parameter* const parameters[] = {&weight, &bias, &second};
  EXPECT_DOUBLE_EQ(penalty_value({.l2 = 1.0}, parameters), 15.0);
  EXPECT_DOUBLE_EQ(penalty_value({.l1 = 1.0}, parameters), 10.0);
  EXPECT_DOUBLE_EQ(penalty_value({.l2 = 0.5, .l1 = 0.25}, parameters), 7.5 + 2.5);
}

TEST(Penalty, PrefersTheSmallerOfTwoWeightsThatClassifyAlike) {
  // Both separate (1, 0) from (0, 1) with a margin of at least 1, so their hinge loss is 0.
  const std::vector<float> w = {1, -1, -1, 1};
  const std::vector<std::int32_t> labels = {0, 1};
  const auto loss_and_penalty = [&](float scale) {
    Parameter weight = parameter_of(w, true);
    weight.value.array() *= scale;
    Parameter* const parameters[] = {&weight};
    const Tensor logits({2, 2}, weight.value.values());  // of the two unit vectors
    return std::pair(loss_function("hinge").evaluate(logits, labels, nullptr),
                     penalty_value({.l2 = 1.0}, parameters));
  };
  EXPECT_EQ(loss_and_penalty(1), std::pair(0.0, 2.0));
  EXPECT_EQ(loss_and_penalty(2), std::pair(0.0, 8.0));
}

TEST(Penalty, PrefersManySmallWeightsToOneLargeWithL2Alone) {
  // Both give 1 for the input (1, 1, 1, 1).
  Parameter one = parameter_of({1, 0, 0, 0}, true);
  Parameter spread = parameter_of({0.25f, 0.25f, 0.25f, 0.25f}, true);
  Parameter* const single[] = {&one};
  Parameter* const even[] = {&spread};
  EXPECT_DOUBLE_EQ(penalty_value({.l2 = 2.0}, single), 1.0);
  EXPECT_DOUBLE_EQ(penalty_value({.l2 = 2.0}, even), 0.25);
  EXPECT_DOUBLE_EQ(penalty_value({.l1 = 1.0}, single), penalty_value({.l1 = 1.0}, even));
}

TEST(Penalty, IsZeroWithoutStrengthEvenOfWeightsThatAreNotNumbers) {
  Parameter weight = parameter_of({std::numeric_limits<float>::quiet_NaN()}, true);
  Parameter* const parameters[] = {&weight};
  EXPECT_EQ(penalty_value({}, parameters), 0.0);
  EXPECT_TRUE(std::isnan(penalty_value({.l2 = 0.1}, parameters)));
}

TEST(Penalty, IsTheSameForAnyNumberOfThreadsAndExactToDouble) {
  Parameter weight;
  weight.value.resize({777777});
  weight.is_weight = true;
  Random(1, Stream::Test).fill_normal(weight.value.values());
  long double squares = 0.0L;
  for (const float w : weight.value.values()) squares += static_cast<long double>(w) * w;
  Parameter* const parameters[] = {&weight};
  WorkerPool three(3);
  const double value = penalty_value({.l2 = 2.0}, parameters);
  EXPECT_EQ(value, penalty_value({.l2 = 2.0}, parameters, &three));
  EXPECT_NEAR(value / static_cast<double>(squares), 1.0, 1e-13);
}

}  // namespace
}  // namespace netdyno
