// SPDX-License-Identifier: MIT
//
// Probes of what a person chose to look at: a layer's maps, a class's answers, the last update.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/engine/probe/probe_bench.h"

namespace netdyno {
namespace {

using test::conv;
using test::dense;
using test::layer;
using test::normal_values;
using test::ProbeBench;
using test::SmallConvNet;

TEST(FeatureMapsProbe, AreTheOutputsOfTheChosenLayer) {
  SmallConvNet bench;
  bench.pinned = {4, 7};
  bench.focus.maps_layer = 1;
  bench.focus.maps_image = 1;
  const auto grid = bench.measure<ImageGrid>("feature_maps");
  EXPECT_EQ(grid.layer, 1u);
  EXPECT_EQ(grid.count, 2);
  EXPECT_EQ(grid.height, 4);
  Tensor x({1, 1, 6, 6});
  bench.validation.read(7, x.sample(0));
  Workspace workspace;
  bench.network.forward(x, workspace, {});
  ASSERT_EQ(grid.values.size(), 32u);
  for (std::size_t i = 0; i < 32; ++i)
    EXPECT_EQ(grid.values[i], workspace.outputs[1].values()[i]) << i;
}

TEST(FeatureMapsProbe, ChoosesTheFirstLayerOfImagesAndHasNoneOfVectors) {
  SmallConvNet bench;
  EXPECT_EQ(bench.measure<ImageGrid>("feature_maps").count, 0) << "no image is shown";
  bench.pinned = {0};
  EXPECT_EQ(bench.measure<ImageGrid>("feature_maps").layer, 0u);
  bench.focus.maps_layer = 3;
  EXPECT_EQ(bench.measure<ImageGrid>("feature_maps").count, 0);
  bench.focus.maps_layer = 99;
  EXPECT_EQ(bench.measure<ImageGrid>("feature_maps").layer, 0u);
}

TEST(FiltersProbe, ShowsTheChosenLayer) {
  ProbeBench bench({1, 8, 8}, {conv(2, 3), layer("relu"), conv(5, 3), layer("flatten"), dense(3)},
                   normal_values(64));
  EXPECT_EQ(bench.measure<ImageGrid>("filters").layer, 0u);
  bench.focus.filters_layer = 2;
  const auto grid = bench.measure<ImageGrid>("filters");
  EXPECT_EQ(grid.layer, 2u);
  EXPECT_EQ(grid.channels, 2);
  EXPECT_EQ(grid.count, 5);
  bench.focus.filters_layer = 4;  // sees the 5×4×4 images before the flattening
  EXPECT_EQ(bench.measure<ImageGrid>("filters").channels, 5);
  EXPECT_EQ(bench.measure<ImageGrid>("filters").height, 4);
  bench.focus.filters_layer = 1;
  EXPECT_EQ(bench.measure<ImageGrid>("filters").count, 0) << "no weights";
}

TEST(ImageProbes, MeasureTheNetworksRangeWhenAsked) {
  SmallConvNet bench;
  bench.pinned = {0};
  EXPECT_EQ(bench.measure<ImageGrid>("filters").network_limit, 0);
  EXPECT_EQ(bench.measure<ImageGrid>("feature_maps").network_limit, 0);
  bench.focus.measures_network_range = true;
  bench.network.layer(3).parameters()[0].value.data()[1] = -70;
  const auto filters = bench.measure<ImageGrid>("filters");
  EXPECT_EQ(filters.layer, 0u);
  EXPECT_EQ(filters.network_limit, 70) << "a weight of another layer";
  bench.focus.maps_layer = 1;
  const auto maps = bench.measure<ImageGrid>("feature_maps");
  bench.focus.maps_layer = 0;
  const auto first = bench.measure<ImageGrid>("feature_maps");
  EXPECT_EQ(maps.network_limit, std::max({first.max, -first.min, maps.max}));
}

TEST(UpdatesProbe, IsTheDifferenceOfTheWeights) {
  SmallConvNet bench;
  bench.pass();
  EXPECT_TRUE(bench.measure<DistributionSet>("updates").rows.empty()) << "nothing was kept";
  for (const Parameter* parameter : bench.network.parameters())
    if (parameter->is_weight) bench.weights_before.push_back(parameter->value);
  for (Parameter* parameter : bench.network.parameters())
    if (parameter->is_weight) parameter->value.array() += 0.25f;
  const auto set = bench.measure<DistributionSet>("updates");
  ASSERT_EQ(set.rows.size(), 2u);
  EXPECT_EQ(set.rows[1].name, "dense weight");
  EXPECT_NEAR(set.rows[1].mean, 0.25, 1e-6);
  EXPECT_NEAR(set.rows[1].std, 0, 1e-6);
}

TEST(PredictionsProbe, GivesEveryAnswerAndTheWorstImages) {
  SmallConvNet bench;
  const auto set = bench.measure<PredictionSet>("predictions");
  EXPECT_EQ(set.classes, 3);
  EXPECT_EQ(set.available, 9);
  ASSERT_EQ(set.examples.size(), 9u);
  Workspace workspace;
  const Tensor& logits = bench.network.forward(bench.batch.x, workspace, {});
  for (std::size_t n = 0; n < 9; ++n) {
    const auto scores = logits.sample(static_cast<Index>(n));
    const auto best = std::ranges::max_element(scores) - scores.begin();
    EXPECT_EQ(set.examples[n].predicted, best) << n;
    EXPECT_EQ(set.examples[n].label, bench.batch.labels[n]) << n;
  }
  ASSERT_EQ(set.shown.size(), 9u);
  for (std::size_t i = 1; i < set.shown.size(); ++i)
    EXPECT_LE(set.shown[i - 1].answer.label_probability, set.shown[i].answer.label_probability);
  const PredictedImage& worst = set.shown.front();
  std::vector<float> pixels(36);
  bench.validation.read(worst.answer.example, pixels);
  EXPECT_EQ(worst.pixels, pixels);
  EXPECT_FLOAT_EQ(worst.probabilities[static_cast<std::size_t>(worst.answer.label)],
                  worst.answer.label_probability);
}

TEST(PredictionsProbe, ShowsTheChosenCell) {
  SmallConvNet bench;
  const auto all = bench.measure<PredictionSet>("predictions");
  const std::pair cell(all.examples[2].label, all.examples[2].predicted);
  bench.focus.cell = cell;
  const auto set = bench.measure<PredictionSet>("predictions");
  ASSERT_FALSE(set.shown.empty());
  for (const PredictedImage& image : set.shown)
    EXPECT_EQ(std::pair(image.answer.label, image.answer.predicted), cell);
}

TEST(PredictionsProbe, SaysWhereThereIsNoAnswer) {
  SmallConvNet bench;
  bench.network.layer(3).parameters()[0].value.fill(std::nanf(""));
  const auto set = bench.measure<PredictionSet>("predictions");
  for (const PredictedExample& each : set.examples) {
    EXPECT_EQ(each.predicted, -1);
    EXPECT_TRUE(std::isnan(each.probability));
  }
}

}  // namespace
}  // namespace netdyno
