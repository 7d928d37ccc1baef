// SPDX-License-Identifier: MIT
#include "engine/probe/saliency_probe.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/engine/probe/probe_bench.h"

namespace netdyno {
namespace {

using test::conv;
using test::dense;
using test::layer;
using test::normal_values;
using test::ProbeBench;

// A linear classifier of images of two channels and two pixels.
struct LinearClassifier : ProbeBench {
  explicit LinearClassifier(const std::string& preprocess = "none")
      : ProbeBench({2, 1, 2}, {layer("flatten"), dense(3)},
                   {1.0f, 0.0f, 0.5f, 0.0f, 0.0f, 1.0f, 0.0f, 0.25f}, preprocess) {
    const float weights[] = {1, -2, 3, 4, -5, 6, 7, -8, 0, 0, 0, 0};
    std::ranges::copy(weights, network.layer(1).parameters()[0].value.data());
  }
};

TEST(SaliencyProbe, OfALinearClassifierIsTheSizeOfItsWeights) {
  LinearClassifier bench;
  bench.pinned = {1, 0};
  const auto set = bench.measure<SaliencySet>("saliency");
  ASSERT_EQ(set.images.size(), 2u);
  const SaliencyImage& image = set.images[0];
  EXPECT_EQ(image.example, 1);
  EXPECT_EQ(image.label, 1);
  EXPECT_EQ(image.pixels, (std::vector<float>{0.0f, 1.0f, 0.0f, 0.25f}));
  EXPECT_EQ(image.predicted, 1);                                // scores −1, 4, 0
  EXPECT_EQ(image.saliency, (std::vector<float>{7.0f, 8.0f}));  // of −5, 6 and 7, −8
  EXPECT_EQ(image.saliency_max, 8.0f);
  EXPECT_EQ(set.images[1].predicted, 0);  // scores 2.5, −1.5, 0
  EXPECT_EQ(set.images[1].saliency, (std::vector<float>{3.0f, 4.0f}));
}

TEST(SaliencyProbe, GivesTheProbabilitiesOfAllClasses) {
  LinearClassifier bench;
  bench.pinned = {1};
  const SaliencyImage image = bench.measure<SaliencySet>("saliency").images[0];
  const double sum = std::exp(-1.0) + std::exp(4.0) + 1.0;
  ASSERT_EQ(image.probabilities.size(), 3u);
  EXPECT_NEAR(image.probabilities[0], std::exp(-1.0) / sum, 1e-6);
  EXPECT_NEAR(image.probabilities[1], std::exp(4.0) / sum, 1e-6);
}

TEST(SaliencyProbe, IsTakenWithRespectToThePixelsBeforePreprocessing) {
  LinearClassifier bench("standardize");
  bench.pinned = {0};
  // The network sees (1, −1, 1, −1): scores 2, 4, 0. The deviations are ½, ½, ¼, ⅛.
  const SaliencyImage image = bench.measure<SaliencySet>("saliency").images[0];
  ASSERT_EQ(image.predicted, 1);
  EXPECT_NEAR(image.saliency[0], 7.0f / 0.25f, 1e-3);
  EXPECT_NEAR(image.saliency[1], 8.0f / 0.125f, 1e-3);
}

TEST(SaliencyProbe, OfAConvNetEqualsTheScoresSlope) {
  ProbeBench bench({1, 6, 6}, {conv(3, 3), layer("tanh"), layer("flatten"), dense(3)},
                   normal_values(36));
  bench.pinned = {0};
  const SaliencyImage image = bench.measure<SaliencySet>("saliency").images[0];
  const auto score = [&](std::size_t pixel, float change) {
    Tensor x({1, 1, 6, 6}, image.pixels);
    x.data()[pixel] += change;
    Workspace workspace;
    return bench.network.forward(x, workspace, {}).data()[image.predicted];
  };
  for (std::size_t pixel = 0; pixel < 36; ++pixel) {
    const float slope = (score(pixel, 0.01f) - score(pixel, -0.01f)) / 0.02f;
    EXPECT_NEAR(image.saliency[pixel], std::abs(slope), 1e-3f) << "pixel " << pixel;
  }
}

TEST(SaliencyProbe, LooksAtTheNetworkWithoutDropout) {
  ProbeBench bench({1, 2, 2}, {layer("dropout"), layer("flatten"), dense(3)}, normal_values(4));
  bench.pinned = {0};
  const SaliencyImage image = bench.measure<SaliencySet>("saliency").images[0];
  const float* weights = bench.network.layer(2).parameters()[0].value.data() + 4 * image.predicted;
  for (std::size_t pixel = 0; pixel < 4; ++pixel)
    EXPECT_FLOAT_EQ(image.saliency[pixel], std::abs(weights[pixel]));
}

TEST(SaliencyProbe, OfNoPinnedImagesIsEmpty) {
  LinearClassifier bench;
  EXPECT_TRUE(bench.measure<SaliencySet>("saliency").images.empty());
}

TEST(SaliencyProbe, KeepsWhatIsNotANumberOutOfTheMaximum) {
  LinearClassifier bench;
  bench.pinned = {0};
  bench.network.layer(1).parameters()[0].value.fill(1.0f);
  for (int unit = 0; unit < 3; ++unit)
    bench.network.layer(1).parameters()[0].value.data()[4 * unit] =
        std::numeric_limits<float>::quiet_NaN();
  const SaliencyImage image = bench.measure<SaliencySet>("saliency").images[0];
  EXPECT_TRUE(std::isnan(image.saliency[0]));
  EXPECT_EQ(image.saliency[1], 1.0f);
  EXPECT_EQ(image.saliency_max, 1.0f);
  EXPECT_EQ(image.predicted, -1) << "no class is the largest";
  EXPECT_TRUE(std::isnan(image.probabilities[0]));
}

TEST(SaliencyProbe, ShowsTheExaminedImageFirst) {
  LinearClassifier bench;
  bench.pinned = {0};
  bench.examined = {.name = "cat.png", .shape = {2, 1, 2}, .pixels = {0, 1, 0, 0.25f}};
  const auto set = bench.measure<SaliencySet>("saliency");
  ASSERT_EQ(set.images.size(), 2u);
  EXPECT_EQ(set.images[0].name, "cat.png");
  EXPECT_EQ(set.images[0].label, -1);
  EXPECT_EQ(set.images[0].predicted, 1);
  EXPECT_EQ(set.images[1].example, 0);
  bench.examined.shape = {1, 1, 4};
  EXPECT_EQ(bench.measure<SaliencySet>("saliency").images.size(), 1u) << "another network's";
}

TEST(SaliencyMethods, ProductsOfALinearClassifierAddUpToItsScore) {
  LinearClassifier bench;
  bench.pinned = {1};  // pixels 0, 1, 0, ¼ with the weights −5, 6, 7, −8 of class 1
  for (const auto method :
       {SaliencyMethod::GradientTimesInput, SaliencyMethod::IntegratedGradients}) {
    bench.focus.saliency = method;
    const auto set = bench.measure<SaliencySet>("saliency");
    EXPECT_EQ(set.method, method);
    ASSERT_EQ(set.images[0].saliency.size(), 2u);
    EXPECT_NEAR(set.images[0].saliency[0], 0, 1e-4);
    EXPECT_NEAR(set.images[0].saliency[1], 6 - 2, 1e-4);
    EXPECT_NEAR(set.images[0].saliency_max, 4, 1e-4);
  }
}

TEST(SaliencyMethods, IntegratedGradientsAddUpToTheScoresChange) {
  ProbeBench bench({1, 6, 6}, {conv(3, 3), layer("tanh"), layer("flatten"), dense(3)},
                   normal_values(36));
  bench.pinned = {0};
  bench.focus.saliency = SaliencyMethod::IntegratedGradients;
  const SaliencyImage image = bench.measure<SaliencySet>("saliency").images[0];
  const auto score = [&](const Tensor& x) {
    Workspace workspace;
    return bench.network.forward(x, workspace, {}).data()[image.predicted];
  };
  const float change = score(Tensor({1, 1, 6, 6}, image.pixels)) - score(Tensor({1, 1, 6, 6}));
  EXPECT_NEAR(std::accumulate(image.saliency.begin(), image.saliency.end(), 0.0f), change,
              0.01f * std::abs(change) + 1e-3f);
}

TEST(SaliencyMethods, SmoothGradOfALinearClassifierIsItsGradient) {
  LinearClassifier bench;
  bench.pinned = {1};
  bench.focus.saliency = SaliencyMethod::SmoothGrad;
  const auto set = bench.measure<SaliencySet>("saliency");
  EXPECT_NEAR(set.images[0].saliency[0], 7, 1e-4);
  EXPECT_NEAR(set.images[0].saliency[1], 8, 1e-4);
}

TEST(SaliencyMethods, GradCamWeighsTheLastConvolutionsMaps) {
  ProbeBench bench({1, 4, 4}, {conv(2, 3), layer("relu"), layer("flatten"), dense(3)},
                   normal_values(16));
  bench.pinned = {0};
  bench.focus.saliency = SaliencyMethod::GradCam;
  const SaliencyImage image = bench.measure<SaliencySet>("saliency").images[0];
  ASSERT_EQ(image.saliency.size(), 16u);
  // The maps behind the ReLU are 2×2, and the classifier's weights are their slopes.
  const std::span<const float> maps = bench.scratch.outputs[1].values();
  const float* slopes = bench.network.layer(3).parameters()[0].value.data() + 8 * image.predicted;
  std::vector<float> expected(4);
  for (std::size_t k = 0; k < 2; ++k) {
    float weight = 0;
    for (std::size_t i = 0; i < 4; ++i) weight += slopes[4 * k + i] / 4;
    for (std::size_t i = 0; i < 4; ++i) expected[i] += weight * maps[4 * k + i];
  }
  // Corners of the enlarged map are the corners of the small one.
  EXPECT_NEAR(image.saliency[0], std::max(expected[0], 0.0f), 1e-5);
  EXPECT_NEAR(image.saliency[15], std::max(expected[3], 0.0f), 1e-5);
}

TEST(SaliencyMethods, GradCamLooksAtTheLastMapsThatHavePlaces) {
  // The last convolution leaves one pixel of each map: its map would be constant.
  ProbeBench bench(
      {1, 4, 4}, {conv(2, 3), layer("relu"), conv(3, 2), layer("relu"), layer("flatten"), dense(3)},
      normal_values(16));
  bench.pinned = {0};
  bench.focus.saliency = SaliencyMethod::GradCam;
  const auto set = bench.measure<SaliencySet>("saliency");
  EXPECT_EQ(set.note, "maps 2×2×2 of layer 1 (relu)");
  const auto [least, most] = std::ranges::minmax(set.images[0].saliency);
  EXPECT_GT(most, least);
}

TEST(SaliencyMethods, IntegratedGradientsTakeAsManyPointsAsKinksAsk) {
  ProbeBench bench({1, 6, 6},
                   {conv(8, 3), layer("relu"), conv(8, 3), layer("relu"), layer("flatten"),
                    dense(20), layer("relu"), dense(3)},
                   normal_values(4 * 36));
  for (Parameter* parameter : bench.network.parameters())
    if (!parameter->is_weight)
      for (std::size_t i = 0; i < parameter->value.values().size(); ++i)
        parameter->value.values()[i] = 0.4f * static_cast<float>(i % 3) - 0.4f;
  bench.pinned = {0, 1, 2, 3};
  bench.focus.saliency = SaliencyMethod::IntegratedGradients;
  const auto set = bench.measure<SaliencySet>("saliency");
  EXPECT_EQ(set.note.rfind("maps miss the score's change by up to ", 0), 0u) << set.note;
  for (const SaliencyImage& image : set.images) {
    const auto score = [&](const Tensor& x) {
      Workspace workspace;
      return static_cast<double>(bench.network.forward(x, workspace, {}).data()[image.predicted]);
    };
    const double change = score(Tensor({1, 1, 6, 6}, image.pixels)) - score(Tensor({1, 1, 6, 6}));
    const double sum = std::accumulate(image.saliency.begin(), image.saliency.end(), 0.0);
    EXPECT_NEAR(sum, change, 0.01 * std::clamp(std::abs(change), 0.1, 1.0)) << image.example;
  }
}

TEST(SaliencyMethods, GradCamWithoutConvolutionHasNothingToSay) {
  LinearClassifier bench;
  bench.pinned = {0};
  bench.focus.saliency = SaliencyMethod::GradCam;
  EXPECT_TRUE(bench.measure<SaliencySet>("saliency").images[0].saliency.empty());
}

}  // namespace
}  // namespace netdyno
