// SPDX-License-Identifier: MIT
#include "engine/probe/saliency_probe.h"

#include <gtest/gtest.h>

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
  EXPECT_GE(image.predicted, 0);
  EXPECT_LT(image.predicted, 3);
  EXPECT_TRUE(std::isnan(image.probabilities[0]));
}

}  // namespace
}  // namespace netdyno
