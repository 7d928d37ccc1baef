// SPDX-License-Identifier: MIT
//
// Pooling, shared by all backends. Planes (one sample's one channel) are split over the pool.
#include <algorithm>
#include <functional>

#include "engine/core/error.h"
#include "engine/kernels/im2col.h"
#include "engine/kernels/kernels.h"
#include "engine/kernels/window_maxima.h"

namespace netdyno {

namespace {

// Below this many window reads a part costs less than waking a thread.
constexpr Index kGrainReads = 10'000;

void check_geometry(const WindowGeometry& g) {
  DYNO_CHECK(2 * g.pad <= g.size, "Each pooling window covers at least one pixel");
}

// Calls body(plane) for all N·C planes.
template <typename Body>
void for_planes(WorkerPool& pool, const WindowGeometry& g, const Body& body) {
  const Index reads = std::max<Index>(1, g.out_height() * g.out_width() * g.size * g.size);
  const auto part = [&](Index begin, Index end) {
    for (Index plane = begin; plane < end; ++plane) body(plane);
  };
  pool.parallel_for(g.batch * g.channels, kGrainReads / reads + 1, std::cref(part));
}

// The outputs along one side of the image whose whole window lies on it.
InsideRange whole_windows(const WindowGeometry& g, Index length, Index out_length) {
  const Index first = (g.pad + g.stride - 1) / g.stride;
  const Index reach = length + g.pad - g.size;
  const Index last = reach < 0 ? 0 : std::min(out_length, reach / g.stride + 1);
  return {std::min(first, last), last};
}

// The maximum of the window of output (oy, ox), which may reach over the plane's edge.
Maximum clipped_maximum(const WindowGeometry& g, const float* x, Index oy, Index ox) {
  const Index top = oy * g.stride - g.pad;
  const Index left = ox * g.stride - g.pad;
  const Index first_row = std::max<Index>(top, 0), last_row = std::min(top + g.size, g.height);
  const Index first_column = std::max<Index>(left, 0);
  const Index last_column = std::min(left + g.size, g.width);
  const Index start = first_row * g.width + first_column;
  Maximum maximum{x[start], static_cast<std::int32_t>(start)};
  for (Index row = first_row; row < last_row; ++row)
    for (Index column = first_column; column < last_column; ++column)
      maximum.take(x[row * g.width + column], static_cast<std::int32_t>(row * g.width + column));
  return maximum;
}

void max_pool_plane(const WindowGeometry& g, const float* x, float* y, std::int32_t* winner) {
  const InsideRange rows = whole_windows(g, g.height, g.out_height());
  const InsideRange columns = whole_windows(g, g.width, g.out_width());
  const Index out_width = g.out_width();
  for (Index oy = 0; oy < g.out_height(); ++oy, y += out_width, winner += out_width) {
    const auto clipped = [&](Index first, Index last) {
      for (Index ox = first; ox < last; ++ox) {
        const Maximum maximum = clipped_maximum(g, x, oy, ox);
        y[ox] = maximum.value;
        winner[ox] = maximum.index;
      }
    };
    if (oy < rows.first || oy >= rows.last) {
      clipped(0, out_width);
      continue;
    }
    clipped(0, columns.first);
    const Index start = (oy * g.stride - g.pad) * g.width + columns.first * g.stride - g.pad;
    window_maxima(g, x, static_cast<std::int32_t>(start),
                  static_cast<std::int32_t>(columns.last - columns.first), y + columns.first,
                  winner + columns.first);
    clipped(columns.last, out_width);
  }
}

// Calls body(pixel, output, count) for each place of the window and each row of outputs: `count`
// consecutive outputs from index `output` on have pixels from index `pixel` on at that place, one
// every `stride`.
template <typename Body>
void for_each_run(const WindowGeometry& g, const Body& body) {
  for (Index fx = 0; fx < g.size; ++fx) {
    const InsideRange inside = inside_range(g, fx);
    for (Index oy = 0; oy < g.out_height(); ++oy) {
      const Index top = oy * g.stride - g.pad;
      for (Index iy = std::max<Index>(top, 0); iy < std::min(top + g.size, g.height); ++iy)
        body(iy * g.width + inside.first * g.stride + fx - g.pad, oy * g.out_width() + inside.first,
             inside.last - inside.first);
    }
  }
}

}  // namespace

void Kernels::max_pool(const WindowGeometry& g, const float* x, float* y, std::int32_t* winner) {
  check_geometry(g);
  const Index out_size = g.out_height() * g.out_width();
  for_planes(pool_, g, [&](Index plane) {
    max_pool_plane(g, x + plane * g.height * g.width, y + plane * out_size,
                   winner + plane * out_size);
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
  const float share = 1.0f / static_cast<float>(g.size * g.size);
  for_planes(pool_, g, [&](Index plane) {
    const float* x_plane = x + plane * g.height * g.width;
    float* y_plane = y + plane * out_size;
    std::fill_n(y_plane, out_size, 0.0f);
    for_each_run(g, [&](Index pixel, Index output, Index count) {
      for (Index i = 0; i < count; ++i) y_plane[output + i] += x_plane[pixel + i * g.stride];
    });
    for (Index i = 0; i < out_size; ++i) y_plane[i] *= share;
  });
}

void Kernels::average_pool_backward(const WindowGeometry& g, const float* dy, float* dx) {
  const Index in_size = g.height * g.width;
  const Index out_size = g.out_height() * g.out_width();
  const float share = 1.0f / static_cast<float>(g.size * g.size);
  for_planes(pool_, g, [&](Index plane) {
    float* dx_plane = dx + plane * in_size;
    const float* dy_plane = dy + plane * out_size;
    std::fill_n(dx_plane, in_size, 0.0f);
    for_each_run(g, [&](Index pixel, Index output, Index count) {
      for (Index i = 0; i < count; ++i)
        dx_plane[pixel + i * g.stride] += share * dy_plane[output + i];
    });
  });
}

}  // namespace netdyno
