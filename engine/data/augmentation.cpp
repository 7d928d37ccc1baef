// SPDX-License-Identifier: MIT
//
// To add an augmentation: its function and a row in the table below.
#include "engine/data/augmentation.h"

#include <algorithm>
#include <cstring>

#include "engine/core/error.h"
#include "engine/core/registry.h"

namespace netdyno {

namespace {

void flip(std::span<float> pixels, const Shape& shape, const Options& options, Random& random) {
  if (static_cast<double>(random.uniform()) >= options.real("probability")) return;
  const auto width = static_cast<std::size_t>(shape.width());
  for (std::size_t row = 0; row < pixels.size(); row += width)
    std::ranges::reverse(pixels.subspan(row, width));
}

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

void crop(std::span<float> pixels, const Shape& shape, const Options& options, Random& random) {
  const Index pad = options.integer("pad");
  const auto choices = static_cast<std::uint64_t>(2 * pad + 1);
  const Index down = static_cast<Index>(random.below(choices)) - pad;
  const Index right = static_cast<Index>(random.below(choices)) - pad;
  const auto plane = static_cast<std::size_t>(shape.height() * shape.width());
  for (std::size_t begin = 0; begin < pixels.size(); begin += plane)
    shift_plane(pixels.subspan(begin, plane), shape.height(), shape.width(), down, right);
}

}  // namespace

std::span<const Augmentation> augmentations() {
  static const std::vector<Augmentation> rows = {
      {"flip",
       "Mirrors the image left to right with the given probability",
       {real("probability", "probability of mirroring").preset(0.5).at_least(0).at_most(1).live()},
       flip},
      {"crop",
       "Pads the image with zeros on all sides and cuts a random part of its own size out",
       {integer("pad", "zeros on each side, pixels")
            .preset(std::int64_t{4})
            .at_least(0)
            .at_most(1024)
            .live()},
       crop},
  };
  return rows;
}

const Augmentation& augmentation(const std::string& name) {
  return find_row(augmentations(), name, "type", "augmentation");
}

}  // namespace netdyno
