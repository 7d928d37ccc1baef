// SPDX-License-Identifier: MIT
#include "engine/study/sensitivity.h"

#include <gtest/gtest.h>

#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::tiny_data;
using test::tiny_recipe;
using test::TinyEngine;

// 200 points of three classes around (offset, offset), as a data set in memory.
DataSplits blobs(float offset) {
  Random random(5, Stream::Test);
  std::vector<float> values;
  std::vector<std::int32_t> labels;
  for (std::int32_t i = 0; i < 200; ++i) {
    const std::int32_t label = i % 3;
    labels.push_back(label);
    values.push_back(offset + static_cast<float>(label) - 1 + 0.2f * random.normal());
    values.push_back(offset + (label == 1 ? 1.0f : 0.0f) + 0.2f * random.normal());
  }
  const std::vector<std::string> names = {"a", "b", "c"};
  auto data = std::make_shared<const Dataset>("points", Shape{2}, values, labels, names);
  return {.train = {data, 0, 200}, .validation = {data, 200, 0}};
}

Recipe points_recipe(const std::string& preprocess) {
  return tiny_recipe({"data={\"source\":\"blobs\",\"preprocess\":\"" + preprocess + "\"}",
                      R"(model={"input":[2],"layers":[{"type":"dense","units":8},
                      {"type":"tanh"},{"type":"dense","units":3}]})"});
}

SensitivityReport measure(const Recipe& recipe, const DataSplits& data, int threads = 1) {
  TinyEngine engine(threads);
  Trainer trainer(recipe, data, *engine.kernels);
  Sensitivity sensitivity(trainer);
  double progress = 0;
  while (!sensitivity.advance()) {
    EXPECT_GT(sensitivity.report().progress, progress);
    progress = sensitivity.report().progress;
  }
  return sensitivity.report();
}

// How much the loss rises from t = 0 to t = ±0.3.
double rise(const SensitivityReport& report, std::size_t curve) {
  const SensitivityCurve& c = report.curves[curve];
  return (c.mean[7] + c.mean[13]) / 2 - c.loss;
}

TEST(Sensitivity, IsFarLargerOnOffCentreData) {
  const SensitivityReport report = measure(points_recipe("mean-image"), blobs(10));
  ASSERT_EQ(report.curves.size(), 3u);
  EXPECT_EQ(report.curves[0].preprocess, "none");
  EXPECT_EQ(report.curves[1].preprocess, "mean-image");
  EXPECT_EQ(report.curves[2].model, "network");
  EXPECT_GT(report.off_centre, 50);
  EXPECT_GT(rise(report, 0), 5 * rise(report, 1));
}

TEST(Sensitivity, IsTheSameOnDataThatIsCentredAlready) {
  const DataSplits data = blobs(0);
  const SensitivityReport report = measure(points_recipe("none"), data);
  EXPECT_LT(report.off_centre, 1.5);
  EXPECT_LT(rise(report, 0), 2 * rise(report, 1));
}

TEST(Sensitivity, StartsAtTheLossOfTheModels) {
  const SensitivityReport report = measure(points_recipe("standardize"), blobs(3));
  ASSERT_EQ(report.distances.size(), 21u);
  EXPECT_EQ(report.distances[10], 0);
  for (const SensitivityCurve& curve : report.curves) {
    EXPECT_NEAR(curve.mean[10], curve.loss, 1e-9);
    EXPECT_DOUBLE_EQ(curve.low[10], curve.high[10]);
    for (std::size_t i = 0; i < 21; ++i) EXPECT_LE(curve.low[i], curve.mean[i] + 1e-9);
  }
  EXPECT_GT(report.curves[1].accuracy, 0.9) << "the classifier was fitted";
  EXPECT_LT(report.curves[1].loss, report.curves[1].mean[20]);
}

TEST(Sensitivity, IsAPureFunctionOfTheSeed) {
  const DataSplits data = blobs(2);
  const SensitivityReport first = measure(points_recipe("mean-image"), data);
  const SensitivityReport second = measure(points_recipe("mean-image"), data, 2);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(first.curves[i].mean, second.curves[i].mean);
}

TEST(Sensitivity, LeavesTheTrainingAsItIs) {
  TinyEngine engine;
  const Recipe recipe = tiny_recipe();
  Trainer plain(recipe, tiny_data(recipe), *engine.kernels);
  Trainer measured(recipe, tiny_data(recipe), *engine.kernels);
  test::train(plain, 5);
  test::train(measured, 5);
  Sensitivity sensitivity(measured);
  while (!sensitivity.advance()) {
  }
  EXPECT_EQ(test::weights_of(plain.network()), test::weights_of(measured.network()));
  EXPECT_EQ(test::train(plain, 5), test::train(measured, 5));
}

}  // namespace
}  // namespace netdyno
