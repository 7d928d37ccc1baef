// SPDX-License-Identifier: MIT
#include "engine/data/dataset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "engine/core/error.h"

namespace netdyno {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Dataset make(Dataset::Values values, std::vector<std::int32_t> labels, int classes = 2) {
  return Dataset("points", Shape{2}, std::move(values), std::move(labels),
                 std::vector<std::string>(static_cast<std::size_t>(classes), "class"));
}

std::string complaint(Dataset::Values values, std::vector<std::int32_t> labels, int classes = 2) {
  try {
    make(std::move(values), std::move(labels), classes);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Dataset, BytesAreReadAsPixelsInZeroToOne) {
  const Dataset data = make(std::vector<std::uint8_t>{0, 255, 51, 3}, {0, 1});
  std::array<float, 2> pixels{};
  data.read(0, pixels);
  EXPECT_THAT(pixels, ElementsAre(0.0f, 1.0f));
  data.read(1, pixels);
  EXPECT_THAT(pixels, ElementsAre(51.0f / 255.0f, 3.0f / 255.0f));
}

TEST(Dataset, FloatsAreReadAsTheyAre) {
  const Dataset data = make(std::vector<float>{1.5f, -2.0f, 3.0f, 4.0f}, {0, 1});
  std::array<float, 2> point{};
  data.read(1, point);
  EXPECT_THAT(point, ElementsAre(3.0f, 4.0f));
  EXPECT_EQ(data.label(1), 1);
  EXPECT_EQ(data.size(), 2);
}

TEST(Dataset, RefusesLabelsOutOfRange) {
  const std::vector<float> points(6);
  EXPECT_THAT(complaint(points, {0, 2, 1}),
              HasSubstr("labels out of range, example 1 has the label 2, expected 0 to 1"));
  EXPECT_THAT(complaint(points, {0, 1, -1}), HasSubstr("label -1"));
}

TEST(Dataset, RefusesCountsThatDiffer) {
  EXPECT_THAT(complaint(std::vector<float>(6), {0, 1}), HasSubstr("3 images and 2 labels"));
  EXPECT_THAT(complaint(std::vector<float>(5), {0, 1}), HasSubstr("differ"));
}

TEST(Dataset, RefusesNoClassesAndNoExamples) {
  EXPECT_THAT(complaint(std::vector<float>(2), {0}, 0), HasSubstr("no classes"));
  EXPECT_THAT(complaint(std::vector<float>(), {}), HasSubstr("no examples"));
}

TEST(Dataset, RefusesExamplesWithoutValues) {
  EXPECT_THROW(Dataset("void", Shape{1, 0, 3}, std::vector<float>(), {}, {"class"}), Error);
}

TEST(Dataset, AViewCountsFromItsBegin) {
  const auto data =
      std::make_shared<const Dataset>(make(std::vector<float>{1, 2, 3, 4, 5, 6}, {0, 1, 0}));
  const DataView view{data, 1, 2};
  std::array<float, 2> point{};
  view.read(0, point);
  EXPECT_THAT(point, ElementsAre(3.0f, 4.0f));
  EXPECT_EQ(view.label(0), 1);
}

}  // namespace
}  // namespace netdyno
