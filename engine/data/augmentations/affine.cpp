// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/data/augmentations/rows.h"

namespace netdyno {

namespace {

float radians(float degrees) {
  return degrees * std::numbers::pi_v<float> / 180.0f;
}

// The picture, scaled by L, is cut to its own size at a random place.
AffineMap draw_scale_crop(const AugmentContext& context) {
  const auto [low, high] = std::minmax({context.options.real("min"), context.options.real("max")});
  const auto scale =
      static_cast<float>(low + (high - low) * static_cast<double>(context.random.uniform()));
  const auto offset = [&](Index extent) {
    const float rest = (scale - 1.0f) * static_cast<float>(extent);
    return rest * (context.random.uniform() - 0.5f) / scale;
  };
  const float x0 = offset(context.shape.width());
  const float y0 = offset(context.shape.height());
  return {.xx = 1.0f / scale, .x0 = x0, .yy = 1.0f / scale, .y0 = y0};
}

AffineMap draw_translation(const AugmentContext& context) {
  const double shift = context.options.real("shift");
  const float right =
      draw_signed(shift, context.random) * static_cast<float>(context.shape.width());
  const float down =
      draw_signed(shift, context.random) * static_cast<float>(context.shape.height());
  return {.x0 = -right, .y0 = -down};
}

AffineMap draw_rotation(const AugmentContext& context) {
  const float angle = radians(draw_signed(context.options.real("degrees"), context.random));
  return {
      .xx = std::cos(angle), .xy = -std::sin(angle), .yx = std::sin(angle), .yy = std::cos(angle)};
}

AffineMap draw_stretch(const AugmentContext& context) {
  const double limit = std::log1p(context.options.real("strength"));
  const float wider = draw_signed(limit, context.random);
  const float higher = draw_signed(limit, context.random);
  return {.xx = std::exp(-wider), .yy = std::exp(-higher)};
}

AffineMap draw_shear(const AugmentContext& context) {
  return {.xy = std::tan(radians(draw_signed(context.options.real("degrees"), context.random)))};
}

OptionField strength(std::string key, std::string doc, double preset, double most) {
  return real(std::move(key), std::move(doc)).preset(preset).at_least(0).at_most(most).live();
}

OptionField scale(std::string key, std::string doc, double preset) {
  return real(std::move(key), std::move(doc)).preset(preset).at_least(1).at_most(16).live();
}

}  // namespace

// Simonyan and Zisserman (2014): S from [256, 512] for inputs of 224.
Augmentation scale_crop_augmentation() {
  return {.name = "scale_crop",
          .doc =
              "Scales the image by a random factor L and cuts a random part of its own size out; "
              "L is uniform between min and max, 1 is the input's size",
          .fields = {scale("min", "smallest factor L (256 of 224 pixels)", 256.0 / 224.0),
                     scale("max", "largest factor L (480 of 224 pixels)", 480.0 / 224.0)},
          .draw_map = draw_scale_crop};
}

Augmentation translate_augmentation() {
  return {.name = "translate",
          .doc = "Moves the image right or left and down or up",
          .fields = {strength("shift", "largest shift, share of width and height", 0.1, 1)},
          .draw_map = draw_translation};
}

Augmentation rotate_augmentation() {
  return {.name = "rotate",
          .doc = "Turns the image about its centre",
          .fields = {strength("degrees", "largest angle to either side, degrees", 10, 180)},
          .draw_map = draw_rotation};
}

Augmentation stretch_augmentation() {
  return {.name = "stretch",
          .doc = "Stretches or squeezes width and height, each by its own factor",
          .fields = {strength("strength", "s: factors lie in [1/(1 + s), 1 + s]", 0.2, 3)},
          .draw_map = draw_stretch};
}

Augmentation shear_augmentation() {
  return {.name = "shear",
          .doc = "Slants the image, its upper and lower half to opposite sides",
          .fields = {strength("degrees", "largest slant to either side, degrees", 10, 60)},
          .draw_map = draw_shear};
}

}  // namespace netdyno
