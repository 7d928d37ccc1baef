// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "engine/data/augmentations/rows.h"

namespace netdyno {

namespace {

// One plane: out(y, x) = in(y + down, x + right), zero where that lies outside.
void shift_plane(std::span<float> plane, Index height, Index width, Index down, Index right) {
  const Index kept = std::max<Index>(0, width - std::abs(right));
  for (Index row = 0; row < height; ++row) {
    // Towards the side that the values come from, so that none is overwritten before it is read.
    const Index y = down >= 0 ? row : height - 1 - row;
    float* out = plane.data() + y * width;
    const Index from = y + down;
    if (from < 0 || from >= height || kept == 0) {
      std::fill(out, out + width, 0.0f);
      continue;
    }
    const float* in = plane.data() + from * width;
    std::memmove(out + std::max<Index>(0, -right), in + std::max<Index>(0, right),
                 static_cast<std::size_t>(kept) * sizeof(float));
    std::fill(right > 0 ? out + kept : out, right > 0 ? out + width : out + (width - kept), 0.0f);
  }
}

void crop(std::span<float> pixels, const AugmentContext& context) {
  const Shape& shape = context.shape;
  const Index pad = context.options.integer("pad");
  const auto choices = static_cast<std::uint64_t>(2 * pad + 1);
  const Index down = static_cast<Index>(context.random.below(choices)) - pad;
  const Index right = static_cast<Index>(context.random.below(choices)) - pad;
  const auto plane = static_cast<std::size_t>(shape.height() * shape.width());
  for (std::size_t begin = 0; begin < pixels.size(); begin += plane)
    shift_plane(pixels.subspan(begin, plane), shape.height(), shape.width(), down, right);
}

}  // namespace

Augmentation crop_augmentation() {
  return {
      .name = "crop",
      .doc = "Pads the image with zeros on all sides and cuts a random part of its own size out",
      .fields = {integer("pad", "zeros on each side, pixels")
                     .preset(std::int64_t{4})
                     .at_least(0)
                     .at_most(1024)
                     .live()},
      .change = crop};
}

}  // namespace netdyno
