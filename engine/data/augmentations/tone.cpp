// SPDX-License-Identifier: MIT
#include <algorithm>

#include "engine/core/lane_sum.h"
#include "engine/data/augmentations/tones.h"

namespace netdyno {

namespace {

// Of the grey picture.
float mean_tone(std::span<const float> pixels, const Shape& shape) {
  const auto plane = static_cast<std::size_t>(shape.height() * shape.width());
  const auto mean = [&](std::size_t begin, std::size_t count) {
    return lane_sum(static_cast<Index>(count),
                    [&](Index i) {
                      return static_cast<double>(pixels[begin + static_cast<std::size_t>(i)]);
                    }) /
           static_cast<double>(count);
  };
  if (shape.channels() != 3) return static_cast<float>(mean(0, pixels.size()));
  double tone = 0;
  for (std::size_t c = 0; c < 3; ++c)
    tone += static_cast<double>(kLuma[c]) * mean(c * plane, plane);
  return static_cast<float>(tone);
}

void brighten(std::span<float> pixels, const AugmentContext& context) {
  adjust_brightness(pixels, draw_factor(context));
}

void change_contrast(std::span<float> pixels, const AugmentContext& context) {
  adjust_contrast(pixels, context.shape, draw_factor(context));
}

}  // namespace

void adjust_brightness(std::span<float> pixels, float factor) {
  if (factor == 1.0f) return;
  for (float& pixel : pixels) pixel = std::clamp(pixel * factor, 0.0f, 1.0f);
}

void adjust_contrast(std::span<float> pixels, const Shape& shape, float factor) {
  if (factor == 1.0f) return;
  const float rest = (1.0f - factor) * mean_tone(pixels, shape);
  for (float& pixel : pixels) pixel = std::clamp(pixel * factor + rest, 0.0f, 1.0f);
}

float draw_factor(const AugmentContext& context) {
  return std::max(0.0f, 1.0f + draw_signed(context.options.real("strength"), context.random));
}

OptionField factor_field() {
  return real("strength", "s: the factor f is uniform in [1 - s, 1 + s], no less than 0")
      .preset(0.4)
      .at_least(0)
      .at_most(4)
      .live();
}

Augmentation brightness_augmentation() {
  return {.name = "brightness",
          .doc = "Multiplies all pixels by a random factor f, cut off at 1",
          .fields = {factor_field()},
          .change = brighten};
}

Augmentation contrast_augmentation() {
  return {.name = "contrast",
          .doc =
              "Moves all pixels away from the image's mean grey or towards it, by a random "
              "factor f",
          .fields = {factor_field()},
          .change = change_contrast};
}

}  // namespace netdyno
