// SPDX-License-Identifier: MIT
#include "engine/data/preprocess.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/data/pixel_statistics.h"

namespace netdyno {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatNear;
using ::testing::HasSubstr;
using ::testing::Pointwise;

DataView view_of(Dataset::Values values, const Shape& sample) {
  const std::size_t count = std::visit([](const auto& v) { return v.size(); }, values);
  const auto examples = count / static_cast<std::size_t>(sample.size());
  auto data = std::make_shared<const Dataset>("set", sample, std::move(values),
                                              std::vector<std::int32_t>(examples, 0),
                                              std::vector<std::string>{"class"});
  return {data, 0, data->size()};
}

std::vector<float> applied(const std::string& name, const DataView& train,
                           std::vector<float> sample) {
  preprocessing(name).fit(train)->apply(sample);
  return sample;
}

TEST(Preprocess, NoneLeavesTheExampleAsItIs) {
  const DataView train = view_of(std::vector<float>{5, 6}, {2});
  EXPECT_THAT(applied("none", train, {0.25f, -3.0f}), ElementsAre(0.25f, -3.0f));
}

TEST(Preprocess, MeanImageSubtractsTheMeanOfEachPixel) {
  const DataView train = view_of(std::vector<std::uint8_t>{0, 51, 255, 153}, {1, 1, 2});
  // Means: 127.5/255 = 0.5 and 102/255 = 0.4.
  EXPECT_THAT(applied("mean-image", train, {1.0f, 0.5f}),
              Pointwise(FloatNear(1e-6f), {0.5f, 0.1f}));
}

TEST(Preprocess, MeanChannelSubtractsOneNumberPerChannel) {
  // Two examples of two channels with two pixels; channel means 2.5 and 25.
  const DataView train = view_of(std::vector<float>{1, 2, 10, 20, 3, 4, 30, 40}, {2, 1, 2});
  EXPECT_THAT(applied("mean-channel", train, {0, 1, 0, 1}), ElementsAre(-2.5f, -1.5f, -25, -24));
}

TEST(Preprocess, StandardizeDividesByTheDeviation) {
  // Dimension 0: 1, 3 → mean 2, deviation 1; dimension 1: 10, 30 → mean 20, deviation 10.
  const DataView train = view_of(std::vector<float>{1, 10, 3, 30}, {2});
  EXPECT_THAT(applied("standardize", train, {4, 40}), ElementsAre(2.0f, 2.0f));
}

TEST(Preprocess, PullBackIsTheTransposeOfApply) {
  const DataView train = view_of(std::vector<float>{1, 10, 3, 30, 2, 5}, {2});
  for (const Preprocessing& row : preprocessings()) {
    const auto preprocessor = row.fit(train);
    // apply() is affine: its matrix J by columns, from differences.
    const std::vector<float> origin = applied(row.name, train, {4, 40});
    const std::vector<std::vector<float>> columns = {applied(row.name, train, {5, 40}),
                                                     applied(row.name, train, {4, 41})};
    for (std::size_t i = 0; i < 2; ++i) {
      std::vector<float> gradient = {0, 0};
      gradient[i] = 1;
      preprocessor->pull_back(gradient);  // row i of J
      for (std::size_t j = 0; j < 2; ++j)
        EXPECT_NEAR(columns[j][i] - origin[i], gradient[j], 1e-5f) << row.name << i << j;
    }
  }
}

TEST(Preprocess, StandardizeOnlyCentresADimensionOfZeroDeviation) {
  const DataView train = view_of(std::vector<std::uint8_t>{255, 0, 255, 255}, {2});
  const std::vector<float> out = applied("standardize", train, {1.5f, 1.0f});
  EXPECT_FLOAT_EQ(out[0], 0.5f);
  EXPECT_FLOAT_EQ(out[1], 1.0f);
}

TEST(Preprocess, StandardizeIsFreeOfScale) {
  for (const float scale : {1e-30f, 1e-12f, 1e-6f, 1.0f, 1e6f, 1e30f}) {
    const DataView train = view_of(std::vector<float>{1 * scale, 3 * scale}, {1});
    EXPECT_THAT(applied("standardize", train, {4 * scale}), Pointwise(FloatNear(1e-5f), {2.0f}))
        << scale;
  }
}

TEST(Preprocess, WhatNeverChangesBecomesZeroWhateverItIs) {
  for (const float constant : {14.62f, -11.512925f, 16777217.0f, 3e-42f, 1e38f}) {
    const DataView train = view_of(std::vector<float>(999, constant), {1});
    EXPECT_THAT(pixel_moments(train).deviations, ElementsAre(0.0));
    EXPECT_THAT(applied("standardize", train, {constant}), ElementsAre(0.0f)) << constant;
  }
  std::vector<std::uint8_t> bytes(100'000, 254);
  EXPECT_THAT(pixel_moments(view_of(bytes, {1})).deviations, ElementsAre(0.0));
  bytes.front() = 255;
  EXPECT_GT(pixel_moments(view_of(bytes, {1})).deviations[0], 0.0) << "one of many differs";
}

TEST(Preprocess, StatisticsComeFromTheViewOnly) {
  DataView train = view_of(std::vector<float>{1, 2, 3, 100}, {1});
  train.begin = 1;
  train.count = 2;
  EXPECT_THAT(pixel_means(train), ElementsAre(2.5));
  EXPECT_THAT(applied("mean-image", train, {0}), ElementsAre(-2.5f));
}

TEST(Preprocess, BytesAndFloatsOfTheSameValuesAgree) {
  Random random(1, Stream::Test);
  std::vector<std::uint8_t> bytes(300);
  std::vector<float> floats;
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.below(256));
  for (const std::uint8_t byte : bytes) floats.push_back(static_cast<float>(byte) / 255.0f);
  const PixelMoments exact = pixel_moments(view_of(bytes, {3}));
  const PixelMoments summed = pixel_moments(view_of(floats, {3}));
  for (std::size_t j = 0; j < 3; ++j) {
    EXPECT_NEAR(exact.means[j], summed.means[j], 1e-7);
    EXPECT_NEAR(exact.deviations[j], summed.deviations[j], 1e-7);
  }
}

TEST(Preprocess, SumsOfManyBrightPixelsDoNotOverflow) {
  const DataView train = view_of(std::vector<std::uint8_t>(140000, 255), {1});
  const PixelMoments moments = pixel_moments(train);
  EXPECT_THAT(moments.means, ElementsAre(1.0));
  EXPECT_THAT(moments.deviations, ElementsAre(0.0));
}

TEST(Preprocess, AnUnknownNameListsTheKnownOnes) {
  try {
    preprocessing("bleach");
    FAIL() << "found an unknown preprocessing";
  } catch (const RecipeError& error) {
    EXPECT_EQ(error.path(), "preprocess");
    EXPECT_THAT(error.what(), HasSubstr("unknown preprocessing \"bleach\""));
    EXPECT_THAT(error.hint(),
                HasSubstr("none, mean-image, mean-channel, standardize, pca, whiten"));
  }
}

TEST(Preprocess, EveryRowGivesFiniteValuesOnAConstantSet) {
  const DataView train = view_of(std::vector<float>(12, 3.0f), {1, 2, 2});
  for (const Preprocessing& row : preprocessings())
    for (const float value : applied(row.name, train, std::vector<float>(4, 7.0f)))
      EXPECT_TRUE(std::isfinite(value)) << row.name;
}

}  // namespace
}  // namespace netdyno
