// SPDX-License-Identifier: MIT
#include "engine/train/slope_verdict.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "engine/core/random.h"

namespace netdyno {
namespace {

FunctionPoint cube(double h) {
  const double x = 2 + h;
  return {x, x * x * x};
}

TEST(NumericalDerivative, IsThatOfASmoothFunction) {
  const DerivativeEstimate estimate = estimate_derivative(cube, 0.5);
  EXPECT_NEAR(estimate.value, 12, 1e-9);
  EXPECT_LT(estimate.error, 1e-6);
  EXPECT_NEAR(estimate.spread, 0.25, 0.01) << "(f(x+h) − f(x−h))/2h is 12 + h²";
}

TEST(NumericalDerivative, KnowsHowMuchRoundingSpoils) {
  const auto rounded = [](double h) -> FunctionPoint {
    return {2 + h, std::round(std::sin(2 + h) * 1e5) / 1e5};
  };
  const DerivativeEstimate estimate = estimate_derivative(rounded, 0.2);
  EXPECT_NEAR(estimate.value, std::cos(2), 5e-4);
  EXPECT_LT(std::abs(estimate.value - std::cos(2)), 10 * estimate.error);
}

TEST(NumericalDerivative, HasBothSlopesAtAKink) {
  const auto kink = [](double h) -> FunctionPoint { return {h, std::max(0.0, 3 * h)}; };
  const DerivativeEstimate estimate = estimate_derivative(kink, 0.1);
  EXPECT_NEAR(estimate.left, 0, 1e-12);
  EXPECT_NEAR(estimate.right, 3, 1e-12);
}

TEST(SlopeVerdict, TellsAgreementKinksRoundingAndFaultsApart) {
  const DerivativeEstimate smooth{.value = 1, .error = 1e-6, .left = 0.99, .right = 1.01};
  EXPECT_EQ(judge_slope(smooth, 1.01, 1, 1e-4, 0.02), SlopeVerdict::Agrees);
  EXPECT_EQ(judge_slope(smooth, 1.1, 1, 1e-4, 0.02), SlopeVerdict::Differs);
  EXPECT_EQ(judge_slope(smooth, -1, 1, 1e-4, 0.02), SlopeVerdict::Differs);
  EXPECT_EQ(judge_slope(smooth, 0, 1, 1e-4, 0.02), SlopeVerdict::Differs) << "a forgotten gradient";
  const DerivativeEstimate kink{.value = 0.5, .error = 0.1, .left = 0, .right = 1};
  EXPECT_EQ(judge_slope(kink, 0, 1, 1e-4, 0.02), SlopeVerdict::Kink);
  EXPECT_EQ(judge_slope(kink, 1.5, 1, 1e-4, 0.02), SlopeVerdict::Differs);
  const DerivativeEstimate tiny{.value = 2e-5, .error = 1e-5, .left = 3e-5, .right = 1e-5};
  EXPECT_EQ(judge_slope(tiny, 1e-9, 1e-9, 1e-4, 0.02), SlopeVerdict::TooSmall);
  const DerivativeEstimate nan{.value = std::nan(""), .error = 0};
  EXPECT_EQ(judge_slope(nan, 0, 1, 1e-4, 0.02), SlopeVerdict::Differs);
}

// A loss as ReLU nets have it near a weight: linear pieces, a bend and float's rounding.
struct Loss {
  struct Piece {
    double at, slope;
  };
  double slope, curvature;
  std::vector<Piece> pieces;

  double operator()(double h) const {
    double value = 2.3 + slope * h + curvature * h * h;
    for (const Piece& piece : pieces) value += piece.slope * std::max(0.0, h - piece.at);
    return static_cast<double>(static_cast<float>(value));
  }
  // Kinks lie beside the point itself.
  double gradient() const {
    double sum = slope;
    for (const Piece& piece : pieces) sum += piece.at < 0 ? piece.slope : 0.0;
    return sum;
  }
};

double between(Random& random, double low, double high) {
  return low + (high - low) * static_cast<double>(random.uniform());
}

Loss random_loss(Random& random, std::uint64_t kinks) {
  Loss loss{.slope = between(random, -1, 1), .curvature = between(random, -1, 1), .pieces = {}};
  for (std::uint64_t i = 0; i < kinks; ++i)
    loss.pieces.push_back({between(random, -0.05, 0.05), between(random, -0.5, 0.5)});
  return loss;
}

SlopeVerdict judge(const Loss& loss, double backpropagated) {
  const auto judge_at = [&](double step) -> JudgedSlope {
    const DerivativeEstimate estimate = estimate_derivative(
        [&](double h) -> FunctionPoint {
          const double x = static_cast<double>(static_cast<float>(0.3 + h));
          return {x, loss(x - static_cast<double>(0.3f))};
        },
        step);
    return {estimate, judge_slope(estimate, backpropagated, 1, 2.3e-6 / step, 0.02)};
  };
  const JudgedSlope wide = judge_at(0.05);
  if (wide.verdict == SlopeVerdict::Agrees) return wide.verdict;
  return judge_together(wide, judge_at(0.05 / 8), backpropagated).verdict;
}

TEST(JudgeTogether, NeverCallsARightGradientWrongHoweverManyKinksAreNear) {
  Random random(1, Stream::Test);
  int agreed = 0;
  for (int i = 0; i < 4000; ++i) {
    const Loss loss = random_loss(random, random.below(8));
    const SlopeVerdict verdict = judge(loss, loss.gradient());
    EXPECT_NE(verdict, SlopeVerdict::Differs) << i;
    agreed += verdict == SlopeVerdict::Agrees;
  }
  EXPECT_GT(agreed, 2000) << "most can be told even so";
}

TEST(JudgeTogether, FindsAGradientThatIsALittleWrongWhereTheLossIsSmooth) {
  Random random(2, Stream::Test);
  for (int i = 0; i < 1000; ++i) {
    const Loss loss = random_loss(random, 0);
    if (std::abs(loss.gradient()) < 0.1) continue;
    for (const double factor : {0.9, 1.1, 0.0, -1.0})
      EXPECT_EQ(judge(loss, factor * loss.gradient()), SlopeVerdict::Differs) << i << ' ' << factor;
  }
}

TEST(JudgeTogether, FindsMostWrongGradientsBesideAKink) {
  Random random(3, Stream::Test);
  for (const double factor : {1.5, 0.5, -1.0}) {
    int found = 0;
    int tried = 0;
    while (tried < 1000) {
      const Loss loss = random_loss(random, 1);
      if (std::abs(loss.gradient()) < 0.1) continue;
      ++tried;
      found += judge(loss, factor * loss.gradient()) == SlopeVerdict::Differs;
    }
    EXPECT_GT(found, 600) << "times " << factor;
  }
}

}  // namespace
}  // namespace netdyno
