// SPDX-License-Identifier: MIT
//
// Pooling, shared by all backends. Planes (one sample's one channel) are split over the pool;
// within a plane the inner loops run along a row of outputs for one place of the window, so that
// they vectorize.
#include <algorithm>
#include <limits>

#include "engine/core/error.h"
#include "engine/kernels/im2col.h"
#include "engine/kernels/kernels.h"

namespace netdyno {

namespace {

// Below this many window reads a part costs less than waking a thread.
constexpr Index kGrainReads = 30'000;

void check_geometry(const WindowGeometry& g) {
  DYNO_CHECK(2 * g.pad <= g.size, "Each pooling window covers at least one pixel");
}

// Calls body(plane) for all N·C planes.
template <typename Body>
void for_planes(WorkerPool& pool, const WindowGeometry& g, const Body& body) {
  const Index reads = std::max<Index>(1, g.out_height() * g.out_width() * g.size * g.size);
  pool.parallel_for(g.batch * g.channels, kGrainReads / reads + 1, [&](Index begin, Index end) {
    for (Index plane = begin; plane < end; ++plane) body(plane);
  });
}

// The vertical places [first, last) of the window of output row oy that lie on the image.
struct WindowRows {
  Index first, last;
};
WindowRows window_rows(const WindowGeometry& g, Index oy) {
  const Index top = oy * g.stride - g.pad;
  return {std::max<Index>(0, -top), std::min(g.size, g.height - top)};
}

// y, winner ← the larger of themselves and x at one place of the window. A later equal value does
// not win; a NaN does.
template <Index kStride>
void take_larger(const float* x, std::int32_t index, Index stride, Index count, float* y,
                 std::int32_t* winner) {
  const Index step = kStride > 0 ? kStride : stride;
  for (Index i = 0; i < count; ++i) {
    const float value = x[i * step];
    const bool wins = (value > y[i]) | (value != value);
    y[i] = wins ? value : y[i];
    winner[i] = wins ? index + static_cast<std::int32_t>(i * step) : winner[i];
  }
}

void take_larger(const WindowGeometry& g, const float* x, std::int32_t index, Index count, float* y,
                 std::int32_t* winner) {
  if (g.stride == 1) return take_larger<1>(x, index, 1, count, y, winner);
  if (g.stride == 2) return take_larger<2>(x, index, 2, count, y, winner);
  take_larger<0>(x, index, g.stride, count, y, winner);
}

void max_pool_row(const WindowGeometry& g, Index oy, const float* x, float* y,
                  std::int32_t* winner) {
  const WindowRows rows = window_rows(g, oy);
  const Index top = oy * g.stride - g.pad;
  // Where nothing exceeds −∞ the window's first pixel is the maximum.
  std::fill_n(y, g.out_width(), -std::numeric_limits<float>::infinity());
  for (Index ox = 0; ox < g.out_width(); ++ox)
    winner[ox] = static_cast<std::int32_t>((top + rows.first) * g.width +
                                           std::max<Index>(0, ox * g.stride - g.pad));
  for (Index fy = rows.first; fy < rows.last; ++fy)
    for (Index fx = 0; fx < g.size; ++fx) {
      const InsideRange inside = inside_range(g, fx);
      const Index index = (top + fy) * g.width + inside.first * g.stride + fx - g.pad;
      take_larger(g, x + index, static_cast<std::int32_t>(index), inside.last - inside.first,
                  y + inside.first, winner + inside.first);
    }
}

}  // namespace

void Kernels::max_pool(const WindowGeometry& g, const float* x, float* y, std::int32_t* winner) {
  check_geometry(g);
  const Index out_size = g.out_height() * g.out_width();
  for_planes(pool_, g, [&](Index plane) {
    for (Index oy = 0; oy < g.out_height(); ++oy) {
      const Index out = plane * out_size + oy * g.out_width();
      max_pool_row(g, oy, x + plane * g.height * g.width, y + out, winner + out);
    }
  });
}

void Kernels::max_pool_backward(const WindowGeometry& g, const float* dy,
                                const std::int32_t* winner, float* dx) {
  const Index in_size = g.height * g.width;
  const Index out_size = g.out_height() * g.out_width();
  for_planes(pool_, g, [&](Index plane) {
    float* dx_plane = dx + plane * in_size;
    const float* dy_plane = dy + plane * out_size;
    const std::int32_t* winner_plane = winner + plane * out_size;
    std::fill_n(dx_plane, in_size, 0.0f);
    for (Index i = 0; i < out_size; ++i) dx_plane[winner_plane[i]] += dy_plane[i];
  });
}

void Kernels::average_pool(const WindowGeometry& g, const float* x, float* y) {
  check_geometry(g);
  const Index out_size = g.out_height() * g.out_width();
  const float scale = 1.0f / static_cast<float>(g.size * g.size);
  for_planes(pool_, g, [&](Index plane) {
    const float* x_plane = x + plane * g.height * g.width;
    float* y_plane = y + plane * out_size;
    for (Index oy = 0; oy < g.out_height(); ++oy, y_plane += g.out_width()) {
      std::fill_n(y_plane, g.out_width(), 0.0f);
      const WindowRows rows = window_rows(g, oy);
      for (Index fy = rows.first; fy < rows.last; ++fy)
        for (Index fx = 0; fx < g.size; ++fx) {
          const InsideRange inside = inside_range(g, fx);
          const float* row = x_plane + (oy * g.stride - g.pad + fy) * g.width + fx - g.pad;
          for (Index ox = inside.first; ox < inside.last; ++ox) y_plane[ox] += row[ox * g.stride];
        }
      for (Index ox = 0; ox < g.out_width(); ++ox) y_plane[ox] *= scale;
    }
  });
}

void Kernels::average_pool_backward(const WindowGeometry& g, const float* dy, float* dx) {
  const Index in_size = g.height * g.width;
  const Index out_size = g.out_height() * g.out_width();
  const float scale = 1.0f / static_cast<float>(g.size * g.size);
  for_planes(pool_, g, [&](Index plane) {
    float* dx_plane = dx + plane * in_size;
    const float* dy_plane = dy + plane * out_size;
    std::fill_n(dx_plane, in_size, 0.0f);
    for (Index oy = 0; oy < g.out_height(); ++oy, dy_plane += g.out_width()) {
      const WindowRows rows = window_rows(g, oy);
      for (Index fy = rows.first; fy < rows.last; ++fy)
        for (Index fx = 0; fx < g.size; ++fx) {
          const InsideRange inside = inside_range(g, fx);
          float* row = dx_plane + (oy * g.stride - g.pad + fy) * g.width + fx - g.pad;
          for (Index ox = inside.first; ox < inside.last; ++ox)
            row[ox * g.stride] += scale * dy_plane[ox];
        }
    }
  });
}

}  // namespace netdyno
