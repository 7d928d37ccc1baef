// SPDX-License-Identifier: MIT
#include "engine/kernels/im2col.h"

#include <algorithm>

namespace netdyno {

InsideRange inside_range(const WindowGeometry& g, Index fx) {
  // 0 <= ox·S + fx − P < W
  const Index first = g.pad > fx ? (g.pad - fx + g.stride - 1) / g.stride : 0;
  const Index reach = g.width - 1 + g.pad - fx;
  const Index last = reach < 0 ? 0 : std::min(g.out_width(), reach / g.stride + 1);
  return {std::min(first, last), last};
}

void image_to_columns(const WindowGeometry& g, const float* x, float* columns) {
  const Index out_height = g.out_height();
  const Index out_width = g.out_width();
  for (Index c = 0; c < g.channels; ++c, x += g.height * g.width)
    for (Index fy = 0; fy < g.size; ++fy)
      for (Index fx = 0; fx < g.size; ++fx) {
        const InsideRange inside = inside_range(g, fx);
        for (Index oy = 0; oy < out_height; ++oy, columns += out_width) {
          const Index iy = oy * g.stride + fy - g.pad;
          if (iy < 0 || iy >= g.height) {
            std::fill_n(columns, out_width, 0.0f);
            continue;
          }
          const float* row = x + iy * g.width + fx - g.pad;
          std::fill_n(columns, inside.first, 0.0f);
          if (g.stride == 1)
            std::copy(row + inside.first, row + inside.last, columns + inside.first);
          else
            for (Index ox = inside.first; ox < inside.last; ++ox) columns[ox] = row[ox * g.stride];
          std::fill(columns + inside.last, columns + out_width, 0.0f);
        }
      }
}

void columns_to_image(const WindowGeometry& g, const float* columns, float* x) {
  const Index out_height = g.out_height();
  const Index out_width = g.out_width();
  std::fill_n(x, g.channels * g.height * g.width, 0.0f);
  for (Index c = 0; c < g.channels; ++c, x += g.height * g.width)
    for (Index fy = 0; fy < g.size; ++fy)
      for (Index fx = 0; fx < g.size; ++fx) {
        const InsideRange inside = inside_range(g, fx);
        for (Index oy = 0; oy < out_height; ++oy, columns += out_width) {
          const Index iy = oy * g.stride + fy - g.pad;
          if (iy < 0 || iy >= g.height) continue;
          float* row = x + iy * g.width + fx - g.pad;
          if (g.stride == 1)
            for (Index ox = inside.first; ox < inside.last; ++ox) row[ox] += columns[ox];
          else
            for (Index ox = inside.first; ox < inside.last; ++ox) row[ox * g.stride] += columns[ox];
        }
      }
}

}  // namespace netdyno
