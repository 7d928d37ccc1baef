// SPDX-License-Identifier: MIT
#include "engine/kernels/tile_gemm.h"

#include <algorithm>

#include "engine/kernels/vector.h"

namespace netdyno {

namespace {

constexpr int kRows = 6;  // of a tile: twelve sums, two vectors of B and one of A fill 16 registers
constexpr int kStrip = 2 * kLanes;  // columns of a tile
constexpr Index kMaxDepth = 384;    // of k in one go: a strip of B then stays in the L1 cache
// Up to so many rows of C, turning the whole product costs less than turning B's strips.
constexpr Index kFewRows = 128;

template <typename T>
struct Strided {
  T* data;
  Index row, column;  // from a row, or column, to the next (values)

  Strided at(Index i, Index j) const { return {data + i * row + j * column, row, column}; }
  Strided transposed() const { return {data, column, row}; }
};

struct Product {
  Index m, n, k;
  Strided<const float> a, b;
  float beta;
  Strided<float> c;
};

using Tile = Vector[kRows][2];

// strip [depth, kStrip] ← b's first `columns` columns, then zeros.
void pack_rows(const Strided<const float>& b, Index depth, Index columns, float* strip) {
  for (Index p = 0; p < depth; ++p, strip += kStrip) {
    const float* row = b.data + p * b.row;
    if (columns == kStrip) {
      store(strip, load(row));
      store(strip + kLanes, load(row + kLanes));
      continue;
    }
    for (Index j = 0; j < kStrip; ++j) strip[j] = j < columns ? row[j * b.column] : 0.0f;
  }
}

// The same where b's columns are contiguous.
void pack_columns(const Strided<const float>& b, Index depth, Index columns, float* strip) {
  Index p = 0;
  for (; columns == kStrip && p + kLanes <= depth; p += kLanes)
    for (int half = 0; half < kStrip; half += kLanes) {
      Vector square[kLanes];
      for (int j = 0; j < kLanes; ++j) square[j] = load(b.at(p, half + j).data);
      transpose(square);
      for (int i = 0; i < kLanes; ++i) store(strip + (p + i) * kStrip + half, square[i]);
    }
  for (; p < depth; ++p)
    for (Index j = 0; j < kStrip; ++j)
      strip[p * kStrip + j] = j < columns ? b.at(p, j).data[0] : 0.0f;
}

// By itself: where it is inlined, the compiler may keep one of the sums in memory, for want of a
// register, at half the speed.
template <int kTileRows>
[[gnu::noinline]] void sum_tile(const Strided<const float>& a, const float* strip, Index depth,
                                Tile& tile) {
  Vector sums[kTileRows][2];
  for (int i = 0; i < kTileRows; ++i) sums[i][0] = sums[i][1] = broadcast(0.0f);
  const float* value = a.data;
  for (Index p = 0; p < depth; ++p, value += a.column, strip += kStrip) {
    const Vector left = load(strip);
    const Vector right = load(strip + kLanes);
    for (int i = 0; i < kTileRows; ++i) {
      const Vector factor = broadcast(value[i * a.row]);
      sums[i][0] += factor * left;
      sums[i][1] += factor * right;
    }
  }
  for (int i = 0; i < kTileRows; ++i) tile[i][0] = sums[i][0], tile[i][1] = sums[i][1];
}

void sum_rows(Index rows, const Strided<const float>& a, const float* strip, Index depth,
              Tile& tile) {
  switch (rows) {
    case 1:
      return sum_tile<1>(a, strip, depth, tile);
    case 2:
      return sum_tile<2>(a, strip, depth, tile);
    case 3:
      return sum_tile<3>(a, strip, depth, tile);
    case 4:
      return sum_tile<4>(a, strip, depth, tile);
    case 5:
      return sum_tile<5>(a, strip, depth, tile);
    default:
      return sum_tile<kRows>(a, strip, depth, tile);
  }
}

// c [rows, columns] ← tile + β c
void store_tile(const Tile& tile, Index rows, Index columns, float beta, const Strided<float>& c) {
  if (c.column == 1 && columns == kStrip) {
    for (Index i = 0; i < rows; ++i)
      for (int v = 0; v < 2; ++v) {
        float* target = c.data + i * c.row + v * kLanes;
        store(target, beta == 0.0f ? tile[i][v] : tile[i][v] + broadcast(beta) * load(target));
      }
    return;
  }
  float values[kRows][kStrip];
  for (Index i = 0; i < rows; ++i)
    store(values[i], tile[i][0]), store(values[i] + kLanes, tile[i][1]);
  for (Index j = 0; j < columns; ++j)
    for (Index i = 0; i < rows; ++i) {
      float& target = *c.at(i, j).data;
      target = beta == 0.0f ? values[i][j] : values[i][j] + beta * target;
    }
}

// k in equal runs: a short last one would load and store all of C for a few additions.
Index run_length(Index k) {
  const Index runs = std::max<Index>((k + kMaxDepth - 1) / kMaxDepth, 1);
  return ((k + runs - 1) / runs + kLanes - 1) / kLanes * kLanes;
}

void multiply(const Product& product) {
  alignas(64) float strip[kMaxDepth * kStrip];
  const Index run = run_length(product.k);
  Index p = 0;
  do {  // once for an empty sum, too, which β C is all that is left of
    const Index depth = std::min(run, product.k - p);
    const float beta = p == 0 ? product.beta : 1.0f;
    for (Index j = 0; j < product.n; j += kStrip) {
      const Index columns = std::min<Index>(kStrip, product.n - j);
      const Strided<const float> b = product.b.at(p, j);
      (b.column == 1 ? pack_rows : pack_columns)(b, depth, columns, strip);
      for (Index i = 0; i < product.m; i += kRows) {
        const Index rows = std::min<Index>(kRows, product.m - i);
        Tile tile;
        sum_rows(rows, product.a.at(i, p), strip, depth, tile);
        store_tile(tile, rows, columns, beta, product.c.at(i, j));
      }
    }
    p += run;
  } while (p < product.k);
}

}  // namespace

void tile_gemm(const GemmCall& g) {
  const auto operand = [](const float* data, Index stride, bool is_transposed) {
    const Strided<const float> plain{data, stride, 1};
    return is_transposed ? plain.transposed() : plain;
  };
  const Product product{.m = g.m,
                        .n = g.n,
                        .k = g.k,
                        .a = operand(g.a, g.lda, g.transpose_a),
                        .b = operand(g.b, g.ldb, g.transpose_b),
                        .beta = g.beta,
                        .c = {g.c, g.ldc, 1}};
  const bool turn = g.transpose_b && (g.transpose_a || g.m <= kFewRows);
  if (!turn) return multiply(product);
  multiply({.m = product.n,
            .n = product.m,
            .k = product.k,
            .a = product.b.transposed(),
            .b = product.a.transposed(),
            .beta = product.beta,
            .c = product.c.transposed()});
}

}  // namespace netdyno
