// SPDX-License-Identifier: MIT
#include "app/chart/smoothing.h"
#include "tests/support/not_a_number.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace netdyno::app {

namespace {

Column column(const std::vector<double>& values) {
  Column made;
  for (const double value : values) made.append(value);
  return made;
}

std::vector<double> values_of(const Column& column) {
  std::vector<double> values;
  for (std::size_t i = 0; i < column.size(); ++i) values.push_back(column[i]);
  return values;
}

std::vector<double> smooth(const std::vector<double>& values, double weight) {
  SmoothedColumn smoothed;
  smoothed.update(column(values), weight);
  return values_of(smoothed.values());
}

TEST(Smoothing, IsADebiasedExponentialAverage) {
  // s: 0.5·1, 0.5·0.5 + 0.5·3 …, each over 1 − 0.5^n.
  const auto s = smooth({1, 3, 2}, 0.5);
  EXPECT_DOUBLE_EQ(s[0], 1);
  EXPECT_DOUBLE_EQ(s[1], 1.75 / 0.75);
  EXPECT_DOUBLE_EQ(s[2], 1.875 / 0.875);
}

TEST(Smoothing, OfWeightZeroChangesNothing) {
  EXPECT_EQ(smooth({4, -1, 7}, 0), (std::vector<double>{4, -1, 7}));
}

TEST(Smoothing, LeavesAConstantSeriesUntouched) {
  EXPECT_EQ(smooth({0.1, 0.1, 0.1, 0.1}, 0.9), (std::vector<double>{0.1, 0.1, 0.1, 0.1}));
}

TEST(Smoothing, LetsValuesPassThatAreNotFinite) {
  const auto s = smooth({1, test::kNaN, 3, std::numeric_limits<double>::infinity(), 3}, 0.5);
  EXPECT_TRUE(std::isnan(s[1]));
  EXPECT_TRUE(std::isinf(s[3]));
  EXPECT_DOUBLE_EQ(s[2], 1.75 / 0.75) << "n counts the finite values";
}

TEST(Smoothing, TakesInNewValuesAsIfAllHadBeenThere) {
  std::vector<double> values;
  for (int i = 0; i < 300; ++i) values.push_back(std::sin(i * 0.3) + i % 7);
  SmoothedColumn grown;
  Column raw;
  for (const double value : values) {
    raw.append(value);
    grown.update(raw, 0.9);
  }
  const auto whole = smooth(values, 0.9);
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_EQ(grown.values()[i], whole[i]);
}

TEST(Smoothing, StartsOverForAnotherWeightOrRun) {
  SmoothedColumn smoothed;
  smoothed.update(column({1, 3}), 0.5);
  smoothed.update(column({1, 3}), 0.9);
  EXPECT_EQ(smoothed.values()[1], smooth({1, 3}, 0.9)[1]);
  smoothed.update(column({5, 6, 7}), 0.9);
  EXPECT_EQ(smoothed.values()[0], 5);
  EXPECT_EQ(smoothed.values().size(), 3u);
  smoothed.update(column({}), 0.9);
  EXPECT_EQ(smoothed.values().size(), 0u);
}

std::vector<double> smooth_by_x(const std::vector<double>& values, const std::vector<double>& x,
                                double weight) {
  SmoothedColumn smoothed;
  smoothed.update(column(values), weight, column(x));
  return values_of(smoothed.values());
}

TEST(SmoothingByX, ForgetsWithTheDistanceOnTheAxis) {
  // A range of 1024 (rounded up): Δx = 1.024 decays by √0.25, Δx = 2.048 by 0.25.
  const auto s = smooth_by_x({1, 3, 2}, {0, 1.024, 1000}, 0.25);
  EXPECT_DOUBLE_EQ(s[0], 1);
  EXPECT_NEAR(s[1], (0.5 * 1 + 3) / 1.5, 1e-12);
  EXPECT_NEAR(s[2], 2, 1e-12) << "what lies far back is forgotten";
}

TEST(SmoothingByX, SmoothsDenseAndSparseSeriesAlike) {
  std::vector<double> dense, dense_x, sparse, sparse_x;
  for (int i = 0; i <= 4000; ++i) {
    dense.push_back(std::sin(i * 0.002));
    dense_x.push_back(i * 0.25);
    if (i % 4 != 0) continue;
    sparse.push_back(dense.back());
    sparse_x.push_back(dense_x.back());
  }
  const auto of_dense = smooth_by_x(dense, dense_x, 0.9);
  const auto of_sparse = smooth_by_x(sparse, sparse_x, 0.9);
  EXPECT_NEAR(of_dense.back(), of_sparse.back(), 5e-3);
  EXPECT_GT(std::abs(of_dense.back() - dense.back()), 1e-4) << "it does smooth";
}

TEST(SmoothingByX, TakesInNewValuesAsIfAllHadBeenThere) {
  Column raw, x;
  SmoothedColumn grown;
  for (int i = 0; i < 300; ++i) {
    raw.append(i == 20 ? test::kNaN : std::sin(i * 0.3));
    x.append(i + i % 3 * 0.3);
    grown.update(raw, 0.9, x);
  }
  SmoothedColumn whole;
  whole.update(raw, 0.9, x);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (i == 20) continue;
    EXPECT_EQ(grown.values()[i], whole.values()[i]) << i;
  }
  EXPECT_TRUE(std::isnan(grown.values()[20]));
}

TEST(SmoothingByX, StartsOverForAnotherAxis) {
  SmoothedColumn smoothed;
  smoothed.update(column({1, 3, 2}), 0.9);
  smoothed.update(column({1, 3, 2}), 0.9, column({0, 10, 20}));
  EXPECT_EQ(smoothed.values()[1], smooth_by_x({1, 3, 2}, {0, 10, 20}, 0.9)[1]);
  smoothed.update(column({1, 3, 2}), 0.9, column({0, 11, 21}));
  EXPECT_EQ(smoothed.values()[1], smooth_by_x({1, 3, 2}, {0, 11, 21}, 0.9)[1]);
  smoothed.update(column({1, 3, 2}), 0.9);
  EXPECT_EQ(smoothed.values()[1], smooth({1, 3, 2}, 0.9)[1]);
  EXPECT_EQ(smooth_by_x({4, 4, 4}, {0, 1, 2}, 0.9), (std::vector<double>{4, 4, 4}));
}

TEST(Smoothing, NeverReachesWeightOne) {
  const auto s = smooth({1, 2}, 1.0);
  EXPECT_TRUE(std::isfinite(s[1]));
  EXPECT_GT(s[1], 1);
}

TEST(Smoothing, OfAMillionValuesAndMoreIsThatOfTheirMeans) {
  Column raw;
  constexpr std::size_t kCount = (1 << 20) + 640;
  for (std::size_t i = 0; i < kCount; ++i)
    raw.append(std::sin(static_cast<double>(i) * 1e-5) + (i % 2 == 0 ? 0.25 : -0.25));
  SmoothedColumn smoothed;
  smoothed.update(raw, 0.99);
  EXPECT_EQ(smoothed.stride(), 64u);
  EXPECT_EQ(smoothed.values().size(), kCount / 64);
  EXPECT_EQ(smoothed.covered(), kCount / 64 * 64);
  // The exact recursion over all of the values.
  double average = 0, power = 1;
  for (std::size_t i = 0; i < kCount; ++i) {
    average = 0.99 * average + 0.01 * raw[i];
    power *= 0.99;
    if (i % 65536 == 65535) {
      EXPECT_NEAR(smoothed.at(i), average / (1 - power), 2e-3) << i;
    }
  }
  EXPECT_EQ(smoothed.at(kCount + 5), smoothed.at(kCount - 1));
}

}  // namespace

}  // namespace netdyno::app
