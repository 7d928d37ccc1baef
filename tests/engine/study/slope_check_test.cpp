// SPDX-License-Identifier: MIT
#include "engine/study/slope_check.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "engine/core/random.h"

namespace netdyno {
namespace {

// A loss and its derivative; `error` is planted in the latter.
struct PlantedLoss {
  std::function<double(double)> value, slope;
  double w = 0;
  double error = 0;
  double rounding = 0;  // the loss is known to multiples of it

  SlopePoint operator()(double offset) const {
    const double x = w + offset;
    const double exact = value(x);
    return {x, rounding > 0 ? std::round(exact / rounding) * rounding : exact,
            slope(x) * (1 + error)};
  }
};

const PlantedLoss kSmoothLoss{[](double x) { return std::exp(x) + x * x; },
                              [](double x) { return std::exp(x) + 2 * x; }, 0.3};
// A ReLU whose gradient at the kink is the one from the left.
const PlantedLoss kReluLoss{[](double x) { return 0.2 * x + std::max(x, 0.0); },
                            [](double x) { return x > 0 ? 1.2 : 0.2; }};

SlopeMeasurement slope_of(const PlantedLoss& loss) {
  return check_slope(loss, {.scale = 1, .rounding = 1e-6, .tolerance = 0.005, .step = 0.02});
}

TEST(SlopeCheck, TheMeanGradientIsTheDifferenceQuotient) {
  const SlopeMeasurement m = slope_of(kSmoothLoss);
  EXPECT_EQ(m.verdict, SlopeVerdict::Agrees);
  EXPECT_NEAR(m.numerical, std::exp(0.3) + 0.6, 1e-3);
  EXPECT_NEAR(m.backpropagated, m.numerical, 1e-3);
}

TEST(SlopeCheck, CatchesAnErrorOfOnePercent) {
  for (const double error : {0.01, -0.01}) {
    PlantedLoss wrong = kSmoothLoss;
    wrong.error = error;
    EXPECT_EQ(slope_of(wrong).verdict, SlopeVerdict::Differs) << error;
    wrong.rounding = 1e-7;
    EXPECT_EQ(slope_of(wrong).verdict, SlopeVerdict::Differs) << "of a rounded loss";
  }
}

TEST(SlopeCheck, AKinkAtTheWeightIsLeftAside) {
  EXPECT_EQ(slope_of(kReluLoss).verdict, SlopeVerdict::Agrees) << "both sides of it are smooth";
  PlantedLoss wrong = kReluLoss;
  wrong.error = 0.01;
  EXPECT_EQ(slope_of(wrong).verdict, SlopeVerdict::Differs) << "beside it the error shows";
}

TEST(SlopeCheck, ManyKinksAreNoFailure) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed, Stream::Test);
    std::vector<double> kinks, jumps;
    for (int i = 0; i < 30; ++i) {
      kinks.push_back(0.05 * static_cast<double>(random.normal()));
      jumps.push_back(static_cast<double>(random.normal()));
    }
    PlantedLoss bent{[&](double x) {
                       double sum = x;
                       for (int i = 0; i < 30; ++i) sum += jumps[i] * std::max(x - kinks[i], 0.0);
                       return sum;
                     },
                     [&](double x) {
                       double sum = 1;
                       for (int i = 0; i < 30; ++i) sum += x > kinks[i] ? jumps[i] : 0;
                       return sum;
                     }};
    bent.rounding = 1e-7;
    EXPECT_NE(slope_of(bent).verdict, SlopeVerdict::Differs) << "seed " << seed;
  }
}

TEST(SlopeCheck, RoundingHidesASmallSlope) {
  PlantedLoss small{[](double x) { return 2 + 1e-6 * x; }, [](double) { return 1e-6; }};
  small.rounding = 1e-7;
  small.error = 3;
  const SlopeMeasurement m =
      check_slope(small, {.scale = 1e-6, .rounding = 1e-6, .tolerance = 0.005, .step = 0.02});
  EXPECT_EQ(m.verdict, SlopeVerdict::TooSmall);
}

TEST(SlopeCheck, WhatIsNotANumberDiffers) {
  const PlantedLoss lost{[](double x) { return x; }, [](double) { return std::nan(""); }};
  EXPECT_EQ(slope_of(lost).verdict, SlopeVerdict::Differs);
}

TEST(SlopeCheck, ErrorsOfSmallSlopesAreRelativeToTheLargest) {
  EXPECT_NEAR(slope_error(1.0, 0.99, 1.0), 0.01, 1e-12);
  EXPECT_NEAR(slope_error(0.001, 0.0, 1.0), 0.02, 1e-12);
  EXPECT_EQ(slope_error(0, 0, 0), 0);
}

}  // namespace
}  // namespace netdyno
