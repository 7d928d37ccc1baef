// tests/engine/kernels/naive_kernels.h
// SPDX-License-Identifier: MIT
//
// The kernels' definitions written out as loops in double precision, to hold the backends against.

#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "engine/core/random.h"
#include "engine/kernels/kernels.h"

namespace netdyno::testing {

using Values = std::vector<float>;

inline Values random_values(Index count, std::uint32_t minor) {
  Values values(static_cast<std::size_t>(count));
  Random(7, Stream::Test, 0, minor).fill_normal(values);
  return values;
}

inline Index image_size(const WindowGeometry& g) {
  return g.batch * g.channels * g.height * g.width;
}

inline Index out_pixels(const WindowGeometry& g) {
  return g.out_height() * g.out_width();
}

inline std::string describe(const WindowGeometry& g, Index filters) {
  return std::to_string(g.batch) + "x" + std::to_string(g.channels) + "x" +
         std::to_string(g.height) + "x" + std::to_string(g.width) + " -> " +
         std::to_string(filters) + "@" + std::to_string(g.size) + " stride " +
         std::to_string(g.stride) + " pad " + std::to_string(g.pad);
}

// Calls body(x index, w index, y index) for every product of a convolution.
template <typename Body>
void for_each_product(const WindowGeometry& g, Index filters, const Body& body) {
  for (Index n = 0; n < g.batch; ++n)
    for (Index k = 0; k < filters; ++k)
      for (Index oy = 0; oy < g.out_height(); ++oy)
        for (Index ox = 0; ox < g.out_width(); ++ox)
          for (Index c = 0; c < g.channels; ++c)
            for (Index fy = 0; fy < g.size; ++fy)
              for (Index fx = 0; fx < g.size; ++fx) {
                const Index iy = oy * g.stride - g.pad + fy;
                const Index ix = ox * g.stride - g.pad + fx;
                if (iy < 0 || iy >= g.height || ix < 0 || ix >= g.width) continue;
                body(((n * g.channels + c) * g.height + iy) * g.width + ix,
                     ((k * g.channels + c) * g.size + fy) * g.size + fx,
                     ((n * filters + k) * g.out_height() + oy) * g.out_width() + ox);
              }
}

// A value with the sum of the magnitudes that went into it, which bounds its rounding error.
struct Sums {
  explicit Sums(Index count)
      : value(static_cast<std::size_t>(count)), magnitude(static_cast<std::size_t>(count)) {}
  void add(Index index, double term) {
    value[static_cast<std::size_t>(index)] += term;
    magnitude[static_cast<std::size_t>(index)] += std::abs(term);
  }
  std::vector<double> value;
  std::vector<double> magnitude;
};

struct ConvolutionSums {
  Sums y, dx, dw, db;
};

inline ConvolutionSums naive_convolution(const WindowGeometry& g, Index filters, const Values& x,
                                         const Values& w, const Values& bias, const Values& dy) {
  const Index weights = filters * g.channels * g.size * g.size;
  ConvolutionSums sums{Sums(g.batch * filters * out_pixels(g)), Sums(image_size(g)), Sums(weights),
                       Sums(filters)};
  const auto at = [](const Values& values, Index i) {
    return static_cast<double>(values[static_cast<std::size_t>(i)]);
  };
  for_each_product(g, filters, [&](Index xi, Index wi, Index yi) {
    sums.y.add(yi, at(x, xi) * at(w, wi));
    sums.dx.add(xi, at(dy, yi) * at(w, wi));
    sums.dw.add(wi, at(dy, yi) * at(x, xi));
  });
  for (Index yi = 0; yi < g.batch * filters * out_pixels(g); ++yi) {
    const Index k = yi / out_pixels(g) % filters;
    sums.y.add(yi, at(bias, k));
    sums.db.add(k, at(dy, yi));
  }
  return sums;
}

// The largest error of `values`, in units of the sum of the magnitudes: a few 1e-7 is rounding. A
// value that is not a number counts as infinitely wrong.
inline double worst_error(const Values& values, const Sums& expected) {
  double worst = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double error = std::abs(static_cast<double>(values[i]) - expected.value[i]) /
                         std::max(expected.magnitude[i], 1e-30);
    if (!(error <= worst)) worst = std::isnan(error) ? INFINITY : error;
  }
  return worst;
}

}  // namespace netdyno::testing
