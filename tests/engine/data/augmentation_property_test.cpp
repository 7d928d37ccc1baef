// SPDX-License-Identifier: MIT
//
// What holds for every row of augmentations().
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/data/augmenter.h"

namespace netdyno {
namespace {

DataView random_pictures(const Shape& shape, Index count = 4) {
  std::vector<float> values(static_cast<std::size_t>(count * shape.size()));
  Random random(3, Stream::Test);
  random.fill_uniform(values);
  const auto data = std::make_shared<const Dataset>(
      "pictures", shape, std::move(values),
      std::vector<std::int32_t>(static_cast<std::size_t>(count)), std::vector<std::string>{"a"});
  return {data, 0, count};
}

std::vector<float> first_of(const DataView& view) {
  std::vector<float> pixels(static_cast<std::size_t>(view.dataset->sample_shape().size()));
  view.read(0, pixels);
  return pixels;
}

AugmentSpec with_reals(const Augmentation& row,
                       const std::function<double(const OptionField&)>& value) {
  AugmentSpec spec{row.name, Options(row.fields)};
  for (const OptionField& field : row.fields) {
    if (field.kind == OptionKind::Real) spec.options.set(row.fields, field.key, value(field));
    if (field.kind == OptionKind::Integer)
      spec.options.set(row.fields, field.key,
                       static_cast<std::int64_t>(std::min(value(field), 9.0)));
  }
  return spec;
}

std::vector<float> augmented(const DataView& view, const std::vector<AugmentSpec>& steps,
                             std::uint64_t number = 0) {
  std::vector<float> pixels = first_of(view);
  std::vector<float> scratch;
  Random random(5, Stream::Test, number);
  Augmenter(steps, view).apply(pixels, random, scratch);
  return pixels;
}

const std::vector<Shape> kShapes = {{3, 8, 9}, {1, 7, 7}, {3, 1, 1}, {1, 1, 5}, {5, 4, 2}};

TEST(AugmentationProperty, TheLeastStrengthChangesNoBit) {
  for (const Augmentation& row : augmentations())
    for (const Shape& shape : kShapes) {
      const DataView view = random_pictures(shape);
      const AugmentSpec spec = with_reals(row, [](const OptionField& field) { return field.min; });
      for (std::uint64_t number = 0; number < 20; ++number)
        ASSERT_EQ(augmented(view, {spec}, number), first_of(view)) << row.name << shape.text();
    }
}

TEST(AugmentationProperty, TheDefaultChangesMostPictures) {
  for (const Augmentation& row : augmentations()) {
    const DataView view = random_pictures({3, 8, 9});
    int changed = 0;
    for (std::uint64_t number = 0; number < 40; ++number)
      changed += augmented(view, {{row.name, {}}}, number) != first_of(view);
    EXPECT_GT(changed, 8) << row.name;
  }
}

TEST(AugmentationProperty, TheGreatestStrengthLeavesFiniteValues) {
  for (const Augmentation& row : augmentations())
    for (const Shape& shape : kShapes) {
      const DataView view = random_pictures(shape);
      const AugmentSpec spec = with_reals(row, [](const OptionField& field) { return field.max; });
      for (std::uint64_t number = 0; number < 40; ++number)
        for (const float value : augmented(view, {spec}, number))
          ASSERT_TRUE(std::isfinite(value)) << row.name << shape.text();
    }
}

TEST(AugmentationProperty, EveryStrengthIsLive) {
  for (const Augmentation& row : augmentations())
    for (const OptionField& field : row.fields) EXPECT_TRUE(field.is_live) << row.name << field.key;
}

TEST(AugmentationProperty, TheSameNumbersGiveTheSamePicture) {
  std::vector<AugmentSpec> all;
  for (const Augmentation& row : augmentations()) all.push_back({row.name, {}});
  const DataView view = random_pictures({3, 8, 9});
  EXPECT_EQ(augmented(view, all, 1), augmented(view, all, 1));
  EXPECT_NE(augmented(view, all, 1), augmented(view, all, 2));
}

}  // namespace
}  // namespace netdyno
