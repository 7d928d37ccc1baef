// SPDX-License-Identifier: MIT
#include "engine/nn/loss.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/core/error.h"

namespace netdyno {
namespace {

using testing::ElementsAre;
using testing::FloatNear;
using testing::Pointwise;

using Labels = std::vector<std::int32_t>;

double loss(const std::string& name, const Tensor& logits, const Labels& labels,
            Tensor* dlogits = nullptr) {
  return loss_function(name).evaluate(logits, labels, dlogits);
}

TEST(Loss, SoftmaxOfEqualScoresIsTheLogarithmOfTheClasses) {
  Tensor dlogits;
  EXPECT_NEAR(loss("softmax", Tensor(Shape{3, 10}), {0, 4, 9}, &dlogits), std::log(10.0), 1e-6);
  EXPECT_NEAR(dlogits.data()[0], (0.1 - 1) / 3, 1e-6);
  EXPECT_NEAR(dlogits.data()[1], 0.1 / 3, 1e-6);
}

TEST(Loss, SoftmaxStandsLargeScores) {
  const Tensor logits({1, 2}, std::vector<float>{1000, 0});
  EXPECT_EQ(loss("softmax", logits, {0}), 0.0);
  EXPECT_EQ(loss("softmax", logits, {1}), 1000.0);
}

TEST(Loss, HingeSumsTheMarginsOfWrongClasses) {
  const Tensor logits({2, 3}, std::vector<float>{3.25, 5, -1.75, 2, 4.5, 2});
  Tensor dlogits;
  // max(0, 5 − 3.25 + 1) + max(0, −1.75 − 3.25 + 1) = 2.75; the second sample has none.
  EXPECT_NEAR(loss("hinge", logits, {0, 1}, &dlogits), 2.75 / 2, 1e-6);
  EXPECT_THAT(dlogits.values(), ElementsAre(-0.5, 0.5, 0, 0, 0, 0));
}

TEST(Loss, ZeroHingeLossStaysZeroWithDoubledScores) {
  Tensor logits({1, 3}, std::vector<float>{4, 1, -2});
  EXPECT_EQ(loss("hinge", logits, {0}), 0.0);
  logits.array() *= 2.0f;
  EXPECT_EQ(loss("hinge", logits, {0}), 0.0);
}

TEST(Loss, SquaredErrorIsMeasuredToTheOneHotVector) {
  Tensor dlogits;
  EXPECT_NEAR(loss("mse", Tensor({1, 2}, std::vector<float>{3, 0.5}), {1}, &dlogits), 9.25, 1e-6);
  EXPECT_THAT(dlogits.values(), ElementsAre(6, -1));
}

TEST(Loss, IsNotFiniteWhereAScoreIsNot) {
  for (const LossFunction& function : loss_functions())
    for (const float bad :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
          -std::numeric_limits<float>::infinity()})
      for (const std::int32_t label : {0, 1, 2}) {
        const Tensor logits({1, 3}, std::vector<float>{1, bad, 2});
        const Labels labels = {label};
        Tensor dlogits;
        EXPECT_FALSE(std::isfinite(function.evaluate(logits, labels, &dlogits)))
            << function.name << " of " << bad;
      }
}

TEST(Loss, LabelsOutsideTheClassesAreOurBug) {
  for (const LossFunction& function : loss_functions()) {
    EXPECT_THROW(function.evaluate(Tensor(Shape{1, 3}), Labels{3}, nullptr), ContractError);
    EXPECT_THROW(function.evaluate(Tensor(Shape{1, 3}), Labels{-1}, nullptr), ContractError);
    EXPECT_THROW(function.evaluate(Tensor(Shape{2, 3}), Labels{0}, nullptr), ContractError);
  }
}

TEST(Softmax, GivesProbabilities) {
  const Tensor logits({1, 3}, std::vector<float>{0, std::log(2.0f), std::log(5.0f)});
  Tensor probabilities;
  softmax(logits, probabilities);
  EXPECT_THAT(probabilities.values(),
              Pointwise(FloatNear(1e-6f), std::vector<float>{0.125, 0.25, 0.625}));
}

TEST(CountCorrect, TheFirstOfEqualScoresWins) {
  const Tensor logits({4, 3}, std::vector<float>{1, 2, 0, 3, 3, 1, 3, 3, 1, 0, 0, 5});
  EXPECT_EQ(count_correct(logits, Labels{1, 0, 1, 0}), 2);
}

TEST(PredictedClass, IsOneForAllThatCount) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(predicted_class(std::vector<float>{1, 3, 3}), 1);
  EXPECT_EQ(predicted_class(std::vector<float>{-infinity, -infinity}), 0);
  EXPECT_EQ(predicted_class(std::vector<float>{0, infinity, 1}), 1);
  EXPECT_EQ(predicted_class(std::vector<float>{nan, 1, 2}), -1);
  EXPECT_EQ(predicted_class(std::vector<float>{2, 1, nan}), -1);
}

TEST(CountCorrect, AScoreThatIsNoNumberIsNeverCorrect) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const Tensor logits({2, 2}, std::vector<float>{nan, 1, 2, nan});
  EXPECT_EQ(count_correct(logits, Labels{0, 0}), 0);
}

}  // namespace
}  // namespace netdyno
