// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "engine/data/augmentations/tones.h"

namespace netdyno {

namespace {

// Calls change(red, green, blue) for each pixel of a picture of three channels.
template <typename Change>
void change_colors(std::span<float> pixels, const Change& change) {
  const std::size_t plane = pixels.size() / 3;
  for (std::size_t i = 0; i < plane; ++i)
    change(pixels[i], pixels[plane + i], pixels[2 * plane + i]);
}

// Of a colour on the circle, in sixths: 0 red, 2 green, 4 blue.
float hue_of(float red, float green, float blue, float most, float chroma) {
  if (most == red) return (green - blue) / chroma;
  if (most == green) return (blue - red) / chroma + 2.0f;
  return (red - green) / chroma + 4.0f;
}

// A channel of the colour of that hue; `offset` is 5 for red, 3 for green, 1 for blue.
float channel_of(float hue, float offset, float most, float chroma) {
  float k = hue + offset;
  k -= 6.0f * std::floor(k / 6.0f);
  return most - chroma * std::clamp(std::min(k, 4.0f - k), 0.0f, 1.0f);
}

void change_saturation(std::span<float> pixels, const AugmentContext& context) {
  adjust_saturation(pixels, context.shape, draw_factor(context));
}

void change_hue(std::span<float> pixels, const AugmentContext& context) {
  adjust_hue(pixels, context.shape, draw_signed(context.options.real("strength"), context.random));
}

}  // namespace

void adjust_saturation(std::span<float> pixels, const Shape& shape, float factor) {
  if (factor == 1.0f || shape.channels() != 3) return;
  change_colors(pixels, [factor](float& red, float& green, float& blue) {
    const float rest = (1.0f - factor) * (kLuma[0] * red + kLuma[1] * green + kLuma[2] * blue);
    red = std::clamp(red * factor + rest, 0.0f, 1.0f);
    green = std::clamp(green * factor + rest, 0.0f, 1.0f);
    blue = std::clamp(blue * factor + rest, 0.0f, 1.0f);
  });
}

void adjust_hue(std::span<float> pixels, const Shape& shape, float turn) {
  if (turn == 0.0f || shape.channels() != 3) return;
  change_colors(pixels, [turn](float& red, float& green, float& blue) {
    const float most = std::max({red, green, blue});
    const float chroma = most - std::min({red, green, blue});
    if (chroma <= 0.0f) return;  // grey has no hue
    const float hue = hue_of(red, green, blue, most, chroma) + 6.0f * turn;
    red = channel_of(hue, 5, most, chroma);
    green = channel_of(hue, 3, most, chroma);
    blue = channel_of(hue, 1, most, chroma);
  });
}

Augmentation saturation_augmentation() {
  return {.name = "saturation",
          .doc =
              "Moves colours away from their grey or towards it, by a random factor f; leaves "
              "grey images as they are",
          .fields = {factor_field()},
          .change = change_saturation};
}

Augmentation hue_augmentation() {
  return {.name = "hue",
          .doc = "Turns colours on the colour circle; leaves grey images as they are",
          .fields = {real("strength", "largest turn to either side, share of the circle")
                         .preset(0.05)
                         .at_least(0)
                         .at_most(0.5)
                         .live()},
          .change = change_hue};
}

}  // namespace netdyno
