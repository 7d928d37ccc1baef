// SPDX-License-Identifier: MIT
//
// The probes of the data set: "samples" and "data".
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/probe/probe_bench.h"

namespace netdyno {
namespace {

using test::dense;
using test::normal_values;
using test::ProbeBench;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::FloatNear;
using ::testing::IsEmpty;
using ::testing::Pointwise;

// Examples 0, 1, 2, … are pairs (i, 10 i), of classes 0, 1, 2, 0, 1, …
ProbeBench ramp_bench(Index examples, const std::string& preprocess = "none") {
  std::vector<float> values;
  for (Index i = 0; i < examples; ++i) {
    values.push_back(static_cast<float>(i));
    values.push_back(static_cast<float>(10 * i));
  }
  return ProbeBench({2}, {dense(3)}, values, preprocess);
}

std::vector<Index> examples_of(const SampleSet& set) {
  std::vector<Index> examples;
  for (const DataSample& sample : set.samples) examples.push_back(sample.example);
  return examples;
}

AugmentSpec flip(double probability) {
  AugmentSpec spec{.type = "flip", .options = Options(augmentation("flip").fields)};
  spec.options.set(augmentation("flip").fields, "probability", probability);
  return spec;
}

TEST(SamplesProbe, ServesAPageOfAllClasses) {
  ProbeBench bench = ramp_bench(10);
  bench.page = {.label = {}, .first = 4, .count = 4};
  const auto set = bench.measure<SampleSet>("samples");
  EXPECT_EQ(set.available, 10);
  EXPECT_THAT(examples_of(set), ElementsAre(4, 5, 6, 7));
  EXPECT_THAT(set.samples[1].pixels, ElementsAre(5, 50));
  EXPECT_EQ(set.samples[1].label, 2);
}

TEST(SamplesProbe, ServesAPageOfOneClass) {
  ProbeBench bench = ramp_bench(10);
  bench.page = {.label = 1, .first = 0, .count = 8};
  const auto set = bench.measure<SampleSet>("samples");
  EXPECT_EQ(set.available, 3);
  EXPECT_THAT(examples_of(set), ElementsAre(1, 4, 7));
}

TEST(SamplesProbe, GivesTheLastPageBeyondTheEndAndNoneOfAnUnknownClass) {
  ProbeBench bench = ramp_bench(10);
  bench.page = {.label = {}, .first = 1000, .count = 4};
  EXPECT_THAT(examples_of(bench.measure<SampleSet>("samples")), ElementsAre(8, 9));
  bench.page = {.label = 77, .first = 0, .count = 4};
  EXPECT_THAT(bench.measure<SampleSet>("samples").samples, IsEmpty());
}

TEST(SamplesProbe, TellsWhatTheNetworkReceives) {
  ProbeBench bench = ramp_bench(3, "mean-image");
  const auto set = bench.measure<SampleSet>("samples");
  EXPECT_THAT(set.samples[2].pixels, ElementsAre(2, 20));
  EXPECT_THAT(set.samples[2].received, ElementsAre(1, 10));
}

TEST(SamplesProbe, AugmentsTheChosenExample) {
  ProbeBench bench({1, 2, 2}, {test::layer("flatten"), dense(3)}, normal_values(5 * 4));
  EXPECT_THAT(bench.measure<SampleSet>("samples").augmented, IsEmpty());
  bench.augmenter = Augmenter({flip(1)}, bench.train);
  bench.page.chosen = 2;
  const auto set = bench.measure<SampleSet>("samples");
  ASSERT_EQ(set.augmented.size(), 12u);
  const std::vector<float>& as_is = set.samples[2].pixels;
  for (const DataSample& draw : set.augmented)
    EXPECT_THAT(draw.pixels, ElementsAre(as_is[1], as_is[0], as_is[3], as_is[2]));
}

TEST(SamplesProbe, DrawsTheSameAtAnotherStrength) {
  ProbeBench bench({1, 2, 2}, {test::layer("flatten"), dense(3)}, normal_values(5 * 4));
  const auto flipped = [&](double probability) {
    bench.augmenter = Augmenter({flip(probability)}, bench.train);
    const auto set = bench.measure<SampleSet>("samples");
    std::vector<bool> is_flipped;
    for (const DataSample& draw : set.augmented)
      is_flipped.push_back(draw.pixels != set.samples[0].pixels);
    return is_flipped;
  };
  const std::vector<bool> few = flipped(0.3), many = flipped(0.7);
  EXPECT_NE(few, many);
  for (std::size_t i = 0; i < few.size(); ++i) EXPECT_TRUE(!few[i] || many[i]) << i;
}

TEST(DataProbe, CountsClassesAndMeasuresPixels) {
  ProbeBench bench = ramp_bench(10);
  bench.train.count = 4;
  const auto data = bench.measure<DataStatistics>("data");
  EXPECT_THAT(data.train_counts, ElementsAre(2, 1, 1));
  EXPECT_THAT(data.validation_counts, ElementsAre(4, 3, 3));
  EXPECT_THAT(data.mean, ElementsAre(1.5, 15));
  EXPECT_THAT(data.deviation, Pointwise(FloatNear(1e-4f), {1.118034f, 11.18034f}));
}

TEST(DataProbe, ScattersTheFirstTwoDimensionsOfAVector) {
  ProbeBench bench = ramp_bench(3, "standardize");
  const auto data = bench.measure<DataStatistics>("data");
  EXPECT_THAT(data.before.dimensions, ElementsAre("dimension 0", "dimension 1"));
  EXPECT_THAT(data.before.x, ElementsAre(0, 1, 2));
  EXPECT_THAT(data.before.y, ElementsAre(0, 10, 20));
  EXPECT_THAT(data.after.x, Pointwise(FloatNear(1e-4f), {-1.224745f, 0.0f, 1.224745f}));
  EXPECT_THAT(data.after.labels, ElementsAre(0, 1, 2));
}

TEST(DataProbe, ScattersTheWidestPixelAndItsNeighbour) {
  std::vector<float> values = normal_values(50 * 9);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] *= i % 9 == 5 ? 10.0f : 1.0f;
  ProbeBench bench({1, 3, 3}, {test::layer("flatten"), dense(3)}, values, "pca");
  const auto data = bench.measure<DataStatistics>("data");
  EXPECT_THAT(data.before.dimensions, ElementsAre("pixel (1, 2)", "pixel (1, 1)"));
  EXPECT_THAT(data.after.dimensions, ElementsAre("principal axis 1", "principal axis 2"));
}

TEST(DataProbe, ThinsOutLargeSetsOverTheirWholeLength) {
  ProbeBench bench = ramp_bench(1000);
  const auto data = bench.measure<DataStatistics>("data");
  ASSERT_EQ(data.before.x.size(), 400u);
  EXPECT_GT(data.before.x.back(), 990);
}

TEST(DataProbe, LosesNoClassOfASetThatCyclesThroughThem) {
  ProbeBench bench = ramp_bench(600);
  const auto data = bench.measure<DataStatistics>("data");
  for (std::int32_t label = 0; label < 3; ++label)
    EXPECT_GT(std::ranges::count(data.before.labels, label), 80) << label;
}

}  // namespace
}  // namespace netdyno
