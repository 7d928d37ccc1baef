// SPDX-License-Identifier: MIT
#include <algorithm>

#include "engine/data/augmentations/rows.h"

namespace netdyno {

namespace {

void flip(std::span<float> pixels, const AugmentContext& context) {
  if (static_cast<double>(context.random.uniform()) >= context.options.real("probability")) return;
  const auto width = static_cast<std::size_t>(context.shape.width());
  for (std::size_t row = 0; row < pixels.size(); row += width)
    std::ranges::reverse(pixels.subspan(row, width));
}

}  // namespace

Augmentation flip_augmentation() {
  return {.name = "flip",
          .doc = "Mirrors the image left to right with the given probability",
          .fields = {real("probability", "probability of mirroring")
                         .preset(0.5)
                         .at_least(0)
                         .at_most(1)
                         .live()},
          .change = flip};
}

float draw_signed(double limit, Random& random) {
  return static_cast<float>(limit) * (2.0f * random.uniform() - 1.0f);
}

}  // namespace netdyno
