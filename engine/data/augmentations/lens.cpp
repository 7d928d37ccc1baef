// SPDX-License-Identifier: MIT
#include "engine/data/augmentations/rows.h"

namespace netdyno {

namespace {

void bend_through_lens(std::span<float> pixels, const AugmentContext& context) {
  const float k = draw_signed(context.options.real("strength"), context.random);
  if (k == 0.0f) return;
  const auto height = static_cast<float>(context.shape.height());
  const auto width = static_cast<float>(context.shape.width());
  const float per_corner = 4.0f / (height * height + width * width);
  const auto bend = [=](std::span<float> x, std::span<float> y) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const float factor = 1.0f + k * per_corner * (x[i] * x[i] + y[i] * y[i]);
      x[i] *= factor;
      y[i] *= factor;
    }
  };
  resample(pixels, context.shape, bend, context.scratch);
}

}  // namespace

// The first term of Brown's model of radial distortion (1966).
Augmentation lens_augmentation() {
  return {.name = "lens",
          .doc =
              "Distorts the image as a lens does: a pixel at distance r from the centre comes "
              "from r(1 + k r²), where r is 1 in the corners; k > 0 is a barrel, k < 0 a "
              "pincushion",
          .fields = {real("strength", "k is uniform in [-strength, strength]")
                         .preset(0.2)
                         .at_least(0)
                         .at_most(0.9)
                         .live()},
          .change = bend_through_lens};
}

}  // namespace netdyno
