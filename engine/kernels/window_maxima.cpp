// SPDX-License-Identifier: MIT
#include "engine/kernels/window_maxima.h"

#include <algorithm>
#include <cstring>

namespace netdyno {

namespace {

// Vectors of values and of indices, and every second of two vectors' values, from the first or the
// second on. (GCC refuses a vector type whose size depends on a template's parameter.)
struct Lanes4 {
  using Values = float __attribute__((vector_size(16)));
  using Indices = std::int32_t __attribute__((vector_size(16)));
  static constexpr int kCount = 4;
  template <int kFirst>
  static Values every_second(Values a, Values b) {
    return __builtin_shufflevector(a, b, kFirst, kFirst + 2, kFirst + 4, kFirst + 6);
  }
};
struct Lanes8 {
  using Values = float __attribute__((vector_size(32)));
  using Indices = std::int32_t __attribute__((vector_size(32)));
  static constexpr int kCount = 8;
  template <int kFirst>
  static Values every_second(Values a, Values b) {
    return __builtin_shufflevector(a, b, kFirst, kFirst + 2, kFirst + 4, kFirst + 6, kFirst + 8,
                                   kFirst + 10, kFirst + 12, kFirst + 14);
  }
};

template <typename V>
V load_values(const float* source) {
  V v;
  std::memcpy(&v, source, sizeof v);
  return v;
}

// A vector of windows of side kSize, 2 or 3, and stride 2.
template <int kSize, typename Lanes>
void vector_maxima(const float* x, std::int32_t corner, std::int32_t width, float* y,
                   std::int32_t* winner) {
  using V = typename Lanes::Values;
  using I = typename Lanes::Indices;
  constexpr int kCount = Lanes::kCount;
  I corners;
  for (int i = 0; i < kCount; ++i) corners[i] = corner + 2 * i;
  V best{};
  I best_index{};
  const auto take = [&](V candidate, I index, bool is_first) {
    const I wins = is_first ? I{} - 1 : (candidate > best) | (candidate != candidate);
    best = wins ? candidate : best;
    best_index = wins ? index : best_index;
  };
  for (int fy = 0; fy < kSize; ++fy) {
    const float* row = x + corner + fy * width;
    const I row_index = corners + fy * width;
    const V a = load_values<V>(row), b = load_values<V>(row + kCount);
    take(Lanes::template every_second<0>(a, b), row_index, fy == 0);
    take(Lanes::template every_second<1>(a, b), row_index + 1, false);
    if (kSize == 3) {
      // From one value further on, so as not to read past the last window.
      const V c = load_values<V>(row + 1), d = load_values<V>(row + 1 + kCount);
      take(Lanes::template every_second<1>(c, d), row_index + 2, false);
    }
  }
  std::memcpy(y, &best, sizeof best);
  std::memcpy(winner, &best_index, sizeof best_index);
}

// The last vector ends with the row and may overlap the one before; it finds the same there.
template <int kSize, typename Lanes>
void row_maxima(const float* x, std::int32_t start, std::int32_t width, std::int32_t count,
                float* y, std::int32_t* winner) {
  for (std::int32_t i = 0; i < count; i += Lanes::kCount) {
    const std::int32_t at = std::min(i, count - Lanes::kCount);
    vector_maxima<kSize, Lanes>(x, start + 2 * at, width, y + at, winner + at);
  }
}

void any_maxima(const WindowGeometry& g, const float* x, std::int32_t start, std::int32_t count,
                float* y, std::int32_t* winner) {
  const auto size = static_cast<std::int32_t>(g.size);
  const auto width = static_cast<std::int32_t>(g.width);
  for (std::int32_t i = 0; i < count; ++i) {
    const std::int32_t corner = start + i * static_cast<std::int32_t>(g.stride);
    Maximum maximum{x[corner], corner};
    for (std::int32_t fy = 0; fy < size; ++fy)
      for (std::int32_t fx = 0; fx < size; ++fx)
        maximum.take(x[corner + fy * width + fx], corner + fy * width + fx);
    y[i] = maximum.value;
    winner[i] = maximum.index;
  }
}

}  // namespace

void window_maxima(const WindowGeometry& g, const float* x, std::int32_t start, std::int32_t count,
                   float* y, std::int32_t* winner) {
  const auto width = static_cast<std::int32_t>(g.width);
  const bool has_vectors = g.stride == 2 && (g.size == 2 || g.size == 3) && count >= 4;
  if (!has_vectors) return any_maxima(g, x, start, count, y, winner);
  if (g.size == 2 && count >= 8) return row_maxima<2, Lanes8>(x, start, width, count, y, winner);
  if (g.size == 2) return row_maxima<2, Lanes4>(x, start, width, count, y, winner);
  if (count >= 8) return row_maxima<3, Lanes8>(x, start, width, count, y, winner);
  row_maxima<3, Lanes4>(x, start, width, count, y, winner);
}

}  // namespace netdyno
