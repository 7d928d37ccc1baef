// SPDX-License-Identifier: MIT
#include "engine/data/rotation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/error.h"
#include "engine/core/random.h"

namespace netdyno {
namespace {

using ::testing::HasSubstr;

constexpr Index kExamples = 400;

DataView view_of(std::vector<float> values, const Shape& sample) {
  const auto examples = values.size() / static_cast<std::size_t>(sample.size());
  auto data = std::make_shared<const Dataset>("set", sample, std::move(values),
                                              std::vector<std::int32_t>(examples, 0),
                                              std::vector<std::string>{"class"});
  return {data, 0, data->size()};
}

// Three dimensions that depend on each other.
DataView correlated_points() {
  Random random(3, Stream::Test);
  std::vector<float> values;
  for (Index i = 0; i < kExamples; ++i) {
    const float a = random.normal(), b = random.normal(), c = random.normal();
    values.insert(values.end(), {5 + 2 * a, 1 + a + 0.5f * b, b - 3 * a + 2.0f * c});
  }
  return view_of(std::move(values), {3});
}

struct Moments {
  Eigen::Vector3d mean;
  Eigen::Matrix3d covariance;
};

Moments moments_after(const Preprocessor& preprocessor, const DataView& view) {
  Eigen::MatrixXd points(3, view.count);
  for (Index i = 0; i < view.count; ++i) {
    Eigen::Vector3f x;
    view.read(i, {x.data(), 3});
    preprocessor.apply({x.data(), 3});
    points.col(i) = x.cast<double>();
  }
  const Eigen::Vector3d mean = points.rowwise().mean();
  points.colwise() -= mean;
  return {mean, points * points.transpose() / static_cast<double>(view.count)};
}

TEST(Rotation, PcaLeavesNoCorrelationAndTheLargestVarianceFirst) {
  const DataView points = correlated_points();
  const Moments before = moments_after(*preprocessing("none").fit(points), points);
  const Moments after = moments_after(*fit_pca(points), points);
  EXPECT_LT(after.mean.norm(), 1e-5);
  Eigen::Matrix3d off_diagonal = after.covariance;
  off_diagonal.diagonal().setZero();
  EXPECT_LT(off_diagonal.norm(), 1e-4);
  EXPECT_GT(after.covariance(0, 0), after.covariance(1, 1));
  EXPECT_GT(after.covariance(1, 1), after.covariance(2, 2));
  EXPECT_NEAR(after.covariance.trace(), before.covariance.trace(), 1e-4) << "it only rotates";
}

TEST(Rotation, WhitenedPointsHaveTheUnitCovariance) {
  const DataView points = correlated_points();
  const Moments after = moments_after(*fit_whiten(points), points);
  EXPECT_LT((after.covariance - Eigen::Matrix3d::Identity()).norm(), 5e-3);
}

TEST(Rotation, AnAxisAlongWhichNothingVariesStaysAtZero) {
  const DataView points = view_of({1, 7, 2, 7, 4, 7}, {2});
  std::vector<float> sample = {3, 7};
  fit_whiten(points)->apply(sample);
  EXPECT_TRUE(std::isfinite(sample[0]));
  EXPECT_EQ(sample[1], 0);
}

TEST(Rotation, TooManyDimensionsAreRefused) {
  const DataView points = view_of(std::vector<float>(2 * 5000), {5000});
  try {
    fit_pca(points);
    FAIL() << "fitted 5000 dimensions";
  } catch (const RecipeError& error) {
    EXPECT_THAT(error.what(), HasSubstr("5000 dimensions"));
  }
}

}  // namespace
}  // namespace netdyno
