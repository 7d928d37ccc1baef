// SPDX-License-Identifier: MIT
#include "engine/data/augmentation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "engine/core/error.h"

namespace netdyno {
namespace {

using ::testing::ElementsAre;

Options options_of(const std::string& name, const std::string& key, const OptionValue& value) {
  const Augmentation& row = augmentation(name);
  Options options(row.fields);
  options.set(row.fields, key, value);
  return options;
}

TEST(Augmentation, FlipMirrorsEveryRow) {
  std::vector<float> pixels = {1, 2, 3, 4, 5, 6};
  Random random(1, Stream::Test);
  augmentation("flip").apply(pixels, {1, 2, 3}, options_of("flip", "probability", 1.0), random);
  EXPECT_THAT(pixels, ElementsAre(3, 2, 1, 6, 5, 4));
  augmentation("flip").apply(pixels, {1, 2, 3}, options_of("flip", "probability", 0.0), random);
  EXPECT_THAT(pixels, ElementsAre(3, 2, 1, 6, 5, 4));
}

TEST(Augmentation, FlipHappensWithItsProbability) {
  const Options options = options_of("flip", "probability", 0.25);
  Random random(1, Stream::Test);
  int flipped = 0;
  for (int i = 0; i < 4000; ++i) {
    std::vector<float> pixels = {0, 1};
    augmentation("flip").apply(pixels, {1, 1, 2}, options, random);
    flipped += pixels[0] > 0.5f;
  }
  EXPECT_NEAR(flipped, 1000, 100);
}

TEST(Augmentation, CropOfPadZeroChangesNothing) {
  std::vector<float> pixels = {1, 2, 3, 4};
  Random random(1, Stream::Test);
  augmentation("crop").apply(pixels, {1, 2, 2}, options_of("crop", "pad", std::int64_t{0}), random);
  EXPECT_THAT(pixels, ElementsAre(1, 2, 3, 4));
}

// The crop of [pad zeros, image, pad zeros] that starts `down`, `right` of the image's corner.
std::vector<float> shifted(const std::vector<float>& image, int side, int down, int right) {
  std::vector<float> out(image.size(), 0.0f);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const int from_y = y + down, from_x = x + right;
      if (from_y >= 0 && from_y < side && from_x >= 0 && from_x < side)
        out[static_cast<std::size_t>(y * side + x)] =
            image[static_cast<std::size_t>(from_y * side + from_x)];
    }
  return out;
}

TEST(Augmentation, CropReachesEveryShiftEquallyOften) {
  const std::vector<float> image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  const Options options = options_of("crop", "pad", std::int64_t{1});
  std::map<std::vector<float>, int> counts;
  Random random(1, Stream::Test);
  for (int i = 0; i < 9000; ++i) {
    std::vector<float> pixels = image;
    augmentation("crop").apply(pixels, {1, 3, 3}, options, random);
    ++counts[pixels];
  }
  EXPECT_EQ(counts.size(), 9u);
  for (int down = -1; down <= 1; ++down)
    for (int right = -1; right <= 1; ++right)
      EXPECT_NEAR(counts[shifted(image, 3, down, right)], 1000, 150) << down << ", " << right;
}

TEST(Augmentation, ACropBeyondTheImageIsEmptyOrAPart) {
  const Options options = options_of("crop", "pad", std::int64_t{7});
  Random random(1, Stream::Test);
  for (int i = 0; i < 500; ++i) {
    std::vector<float> pixels(2 * 3 * 3, 1.0f);
    augmentation("crop").apply(pixels, {2, 3, 3}, options, random);
    EXPECT_EQ(std::vector(pixels.begin(), pixels.begin() + 9),
              std::vector(pixels.begin() + 9, pixels.end()));
  }
}

TEST(Augmentation, AnUnknownNameIsARecipeError) {
  EXPECT_THROW(augmentation("flop"), RecipeError);
}

}  // namespace
}  // namespace netdyno
