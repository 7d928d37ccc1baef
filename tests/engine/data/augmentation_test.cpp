// SPDX-License-Identifier: MIT
#include "engine/data/augmentation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "engine/core/error.h"
#include "engine/data/augmenter.h"

namespace netdyno {
namespace {

using ::testing::ElementsAre;

AugmentSpec spec_of(const std::string& name, const std::map<std::string, OptionValue>& values) {
  const Augmentation& row = augmentation(name);
  AugmentSpec spec{name, Options(row.fields)};
  for (const auto& [key, value] : values) spec.options.set(row.fields, key, value);
  return spec;
}

AugmentSpec spec_of(const std::string& name, const std::string& key, const OptionValue& value) {
  return spec_of(name, {{key, value}});
}

DataView one_picture(const Shape& shape, std::vector<float> pixels) {
  return {
      std::make_shared<const Dataset>("picture", shape, std::move(pixels),
                                      std::vector<std::int32_t>{0}, std::vector<std::string>{"a"}),
      0, 1};
}

// One step done to one picture.
void apply(const AugmentSpec& spec, std::vector<float>& pixels, const Shape& shape,
           Random& random) {
  std::vector<float> scratch;
  Augmenter({spec}, one_picture(shape, pixels)).apply(pixels, random, scratch);
}

TEST(Augmentation, FlipMirrorsEveryRow) {
  std::vector<float> pixels = {1, 2, 3, 4, 5, 6};
  Random random(1, Stream::Test);
  apply(spec_of("flip", "probability", 1.0), pixels, {1, 2, 3}, random);
  EXPECT_THAT(pixels, ElementsAre(3, 2, 1, 6, 5, 4));
  apply(spec_of("flip", "probability", 0.0), pixels, {1, 2, 3}, random);
  EXPECT_THAT(pixels, ElementsAre(3, 2, 1, 6, 5, 4));
}

TEST(Augmentation, FlipHappensWithItsProbability) {
  const AugmentSpec spec = spec_of("flip", "probability", 0.25);
  Random random(1, Stream::Test);
  int flipped = 0;
  for (int i = 0; i < 4000; ++i) {
    std::vector<float> pixels = {0, 1};
    apply(spec, pixels, {1, 1, 2}, random);
    flipped += pixels[0] > 0.5f;
  }
  EXPECT_NEAR(flipped, 1000, 100);
}

TEST(Augmentation, CropOfPadZeroChangesNothing) {
  std::vector<float> pixels = {1, 2, 3, 4};
  Random random(1, Stream::Test);
  apply(spec_of("crop", "pad", std::int64_t{0}), pixels, {1, 2, 2}, random);
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
  const AugmentSpec spec = spec_of("crop", "pad", std::int64_t{1});
  std::map<std::vector<float>, int> counts;
  Random random(1, Stream::Test);
  for (int i = 0; i < 9000; ++i) {
    std::vector<float> pixels = image;
    apply(spec, pixels, {1, 3, 3}, random);
    ++counts[pixels];
  }
  EXPECT_EQ(counts.size(), 9u);
  for (int down = -1; down <= 1; ++down)
    for (int right = -1; right <= 1; ++right)
      EXPECT_NEAR(counts[shifted(image, 3, down, right)], 1000, 150) << down << ", " << right;
}

TEST(Augmentation, ACropBeyondTheImageIsEmptyOrAPart) {
  const AugmentSpec spec = spec_of("crop", "pad", std::int64_t{7});
  Random random(1, Stream::Test);
  for (int i = 0; i < 500; ++i) {
    std::vector<float> pixels(2 * 3 * 3, 1.0f);
    apply(spec, pixels, {2, 3, 3}, random);
    EXPECT_EQ(std::vector(pixels.begin(), pixels.begin() + 9),
              std::vector(pixels.begin() + 9, pixels.end()));
  }
}

TEST(Augmentation, AnUnknownNameIsARecipeError) {
  EXPECT_THROW(augmentation("flop"), RecipeError);
}

// The picture of a map alone.
std::vector<float> mapped(std::vector<float> pixels, const Shape& shape, const AffineMap& map) {
  std::vector<float> scratch;
  resample(pixels, shape, map, scratch);
  return pixels;
}

TEST(Resample, AQuarterTurnMovesTheTopToTheLeft) {
  const AffineMap quarter{.xx = 0, .xy = -1, .yx = 1, .yy = 0};
  EXPECT_THAT(mapped({1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 3, 3}, quarter),
              ElementsAre(3, 6, 9, 2, 5, 8, 1, 4, 7));
}

TEST(Resample, AShiftByHalfAPixelIsTheMeanOfTwo) {
  EXPECT_THAT(mapped({2, 4, 8}, {1, 1, 3}, {.x0 = 0.5f}), ElementsAre(3, 6, 8));
}

TEST(Resample, OutsideOfThePictureThereIsZero) {
  EXPECT_THAT(mapped({2, 4, 8}, {1, 1, 3}, {.x0 = 1}), ElementsAre(4, 8, 0));
  EXPECT_THAT(mapped({1, 1, 1, 1}, {1, 2, 2}, {.y0 = 100}), ElementsAre(0, 0, 0, 0));
}

TEST(Resample, MapsAreDoneInTheirOrder) {
  const AffineMap quarter{.xx = 0, .xy = -1, .yx = 1, .yy = 0};
  const AffineMap left{.x0 = 1};
  const std::vector<float> picture = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  const Shape shape{1, 3, 3};
  EXPECT_EQ(mapped(picture, shape, then(left, quarter)),
            (std::vector<float>{0, 0, 0, 3, 6, 9, 2, 5, 8}));
  EXPECT_EQ(mapped(picture, shape, then(quarter, left)),
            mapped(mapped(picture, shape, quarter), shape, left));
}

TEST(Augmentation, NeighbouringAffineStepsBecomeOneResampling) {
  const Shape shape{1, 4, 6};
  std::vector<float> picture(24);
  Random(1, Stream::Test).fill_uniform(picture);
  const AugmentSpec turn = spec_of("rotate", "degrees", 40.0);
  const AugmentSpec move = spec_of("translate", "shift", 0.3);
  std::vector<float> scratch;
  std::vector<float> found = picture;
  Random random(2, Stream::Test);
  Augmenter({turn, move}, one_picture(shape, picture)).apply(found, random, scratch);

  Random again(2, Stream::Test);
  const ColorAxes none;
  const AffineMap turned =
      augmentation("rotate").draw_map({shape, turn.options, none, again, scratch});
  const AffineMap moved =
      augmentation("translate").draw_map({shape, move.options, none, again, scratch});
  EXPECT_EQ(found, mapped(picture, shape, then(turned, moved)));
}

TEST(Augmentation, ScaleCropShowsAPartOfThePicture) {
  // A ramp stays one, at half its slope, and never leaves the picture's values.
  std::vector<float> ramp(16);
  for (std::size_t i = 0; i < 16; ++i) ramp[i] = static_cast<float>(i);
  const AugmentSpec twice = spec_of("scale_crop", {{"min", 2.0}, {"max", 2.0}});
  Random random(1, Stream::Test);
  for (int i = 0; i < 100; ++i) {
    std::vector<float> pixels = ramp;
    apply(twice, pixels, {1, 1, 16}, random);
    for (std::size_t x = 2; x < 15; ++x) ASSERT_NEAR(pixels[x] - pixels[x - 1], 0.5f, 1e-5f);
    EXPECT_GE(pixels.front(), 0.0f);
    EXPECT_LE(pixels.back(), 15.0f);
  }
}

TEST(Augmentation, ScaleCropTakesItsLimitsInEitherOrder) {
  std::vector<float> a(64), b;
  Random(1, Stream::Test).fill_uniform(a);
  b = a;
  Random first(2, Stream::Test), second(2, Stream::Test);
  apply(spec_of("scale_crop", {{"min", 1.5}, {"max", 3.0}}), a, {1, 8, 8}, first);
  apply(spec_of("scale_crop", {{"min", 3.0}, {"max", 1.5}}), b, {1, 8, 8}, second);
  EXPECT_EQ(a, b);
}

TEST(Augmentation, ALensLeavesTheCentreAndTheDistancesOrderAlone) {
  std::vector<float> pixels(81, 0.0f);
  pixels[40] = 1.0f;
  Random random(1, Stream::Test);
  apply(spec_of("lens", "strength", 0.9), pixels, {1, 9, 9}, random);
  EXPECT_EQ(pixels[40], 1.0f);
}

TEST(Augmentation, GreyPicturesHaveNeitherSaturationNorHue) {
  const std::vector<float> grey = {0.1f, 0.9f, 0.4f, 0.2f};
  for (const char* name : {"saturation", "hue"}) {
    std::vector<float> one = grey;
    Random random(1, Stream::Test);
    apply(spec_of(name, "strength", 0.5), one, {1, 2, 2}, random);
    EXPECT_EQ(one, grey) << name;
    std::vector<float> three = {0.3f, 0.7f, 0.3f, 0.7f, 0.3f, 0.7f};  // two grey pixels
    apply(spec_of(name, "strength", 0.5), three, {3, 1, 2}, random);
    for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(three[i], i % 2 ? 0.7f : 0.3f, 1e-6f) << name;
  }
}

TEST(Augmentation, PcaColorMovesAllPixelsAlongTheAxes) {
  // Red alone varies, so red alone is shifted, by the same amount everywhere.
  std::vector<float> pixels = {0.0f, 1.0f, 0.5f, 0.5f, 0.25f, 0.25f};
  const std::vector<float> before = pixels;
  Random random(1, Stream::Test);
  apply(spec_of("pca_color", "strength", 1.0), pixels, {3, 1, 2}, random);
  Random same(1, Stream::Test);
  EXPECT_NEAR(pixels[0] - before[0], 0.25f * same.normal(), 1e-6f);  // the variance is 1/4
  EXPECT_FLOAT_EQ(pixels[1] - before[1], pixels[0] - before[0]);
  for (std::size_t i = 2; i < 6; ++i) EXPECT_NEAR(pixels[i], before[i], 1e-6f);
}

TEST(Augmentation, EraseCoversABoxOfTheAreaAskedFor) {
  const AugmentSpec half = spec_of("erase", {{"probability", 1.0},
                                             {"min_area", 0.25},
                                             {"max_area", 0.25},
                                             {"min_ratio", 1.0},
                                             {"fill", std::string("zero")}});
  Random random(1, Stream::Test);
  for (int i = 0; i < 50; ++i) {
    std::vector<float> pixels(2 * 8 * 8, 1.0f);
    apply(half, pixels, {2, 8, 8}, random);
    EXPECT_EQ(std::ranges::count(pixels, 0.0f), 2 * 4 * 4);
    EXPECT_TRUE(std::equal(pixels.begin(), pixels.begin() + 64, pixels.begin() + 64));
  }
}

TEST(Augmentation, EraseFillsWithWhatItIsTold) {
  for (const auto& [fill, value] : {std::pair{"zero", 0.0f}, std::pair{"grey", 0.5f}}) {
    std::vector<float> pixels(64, 1.0f);
    Random random(1, Stream::Test);
    apply(spec_of("erase", {{"probability", 1.0}, {"fill", std::string(fill)}}), pixels, {1, 8, 8},
          random);
    const auto covered = std::ranges::count(pixels, value);
    EXPECT_GT(covered, 0);
    EXPECT_EQ(covered + std::ranges::count(pixels, 1.0f), 64);
  }
}

TEST(Augmentation, VectorsAndBadOptionsAreRefusedWithTheirPlace) {
  const auto complaint = [](const std::vector<AugmentSpec>& steps, const Shape& shape) {
    try {
      complete_augmentation(steps, shape);
    } catch (const RecipeError& error) {
      return error.path();
    }
    return std::string("none");
  };
  EXPECT_EQ(complaint({{"flip", {}}}, {784}), "augment[0].type");
  EXPECT_EQ(complaint({{"flip", {}}, {"flop", {}}}, {1, 2, 2}), "augment[1].type");
  EXPECT_EQ(complaint({{"flip", spec_of("crop", "pad", std::int64_t{2}).options}}, {1, 2, 2}),
            "augment[0].pad");
  EXPECT_EQ(complaint({{"flip", {}}}, {1, 2, 2}), "none");
}

}  // namespace
}  // namespace netdyno
