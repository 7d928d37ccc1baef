// SPDX-License-Identifier: MIT
#include "engine/kernels/tile_gemm.h"

#include <algorithm>
#include <memory>

#include "engine/kernels/tile_packing.h"

namespace netdyno {

namespace {

constexpr Index kMaxDepth = 384;           // of k in one go: a strip then stays in the L1 cache
constexpr Index kPanelValues = 64 * 1024;  // of A in one go: panels stay in the L2 cache
// Below so many columns of C panels would not be read often enough to be worth packing.
constexpr Index kFewColumns = 12 * kStripColumns;
// Up to so many rows of C, turning the whole product costs less than turning B's strips.
constexpr Index kFewRows = 64;

struct Product {
  Index m, n, k;
  Strided<const float> a, b;
  float beta;
  Strided<float> c;
};

// A tile's rows of A: in a panel, or where they lie.
struct Panel {
  static constexpr int kUnroll = kDepthStep;
  static constexpr Index row = 1, column = kTileRows;
  const float* data;
};
struct Unpacked : Strided<const float> {
  static constexpr int kUnroll = 1;
};

// kStripColumns values in each row.
struct TileTarget {
  float* data;
  Index row;  // from a row to the next (values)
  float beta;
};

// sums ← sums + β c
template <int kRows>
[[gnu::always_inline]] inline void add_scaled(const TileTarget& c, Vector (&sums)[kRows][2]) {
  const float* target = c.data;
  const Vector beta = broadcast(c.beta);
#pragma GCC unroll 6
  for (int i = 0; i < kRows; ++i, target += c.row) {
    sums[i][0] += beta * load(target);
    sums[i][1] += beta * load(target + kLanes);
  }
}

// c ← Σ_p a[i, p] strip[p, j] + β c for kRows rows. By itself: where it is inlined, the compiler
// may keep one of the sums in memory, for want of a register, at half the speed.
template <int kRows, typename Left>
[[gnu::noinline]] void sum_tile(const Left& a, const float* strip, Index depth,
                                const TileTarget& c) {
  Vector sums[kRows][2];
#pragma GCC unroll 6
  for (int i = 0; i < kRows; ++i) sums[i][0] = sums[i][1] = broadcast(0.0f);
  const float* value = a.data;
  for (Index p = 0; p < depth; p += Left::kUnroll) {
#pragma GCC unroll 4
    for (int q = 0; q < Left::kUnroll; ++q, strip += kStripColumns, value += a.column) {
      const Vector left = load(strip);
      const Vector right = load(strip + kLanes);
#pragma GCC unroll 6
      for (int i = 0; i < kRows; ++i) {
        const Vector factor = broadcast(value[i * a.row]);
        sums[i][0] += factor * left;
        sums[i][1] += factor * right;
        keep_in_register(sums[i][0]);
        keep_in_register(sums[i][1]);
      }
    }
  }
  if (c.beta != 0.0f) add_scaled(c, sums);
  float* target = c.data;
  const Index row = c.row;
#pragma GCC unroll 6
  for (int i = 0; i < kRows; ++i, target += row) {
    store(target, sums[i][0]);
    store(target + kLanes, sums[i][1]);
  }
}

template <typename Left>
void sum_rows(Index rows, const Left& a, const float* strip, Index depth, const TileTarget& c) {
  static_assert(kTileRows == 6);
  switch (rows) {
    case 1:
      return sum_tile<1>(a, strip, depth, c);
    case 2:
      return sum_tile<2>(a, strip, depth, c);
    case 3:
      return sum_tile<3>(a, strip, depth, c);
    case 4:
      return sum_tile<4>(a, strip, depth, c);
    case 5:
      return sum_tile<5>(a, strip, depth, c);
    default:
      return sum_tile<6>(a, strip, depth, c);
  }
}

// The same for fewer columns than a strip has, or where C is turned.
template <typename Left>
void sum_scattered(Index rows, const Left& a, const float* strip, Index depth, Index columns,
                   float beta, const Strided<float>& c) {
  float sums[kTileRows][kStripColumns];
  sum_rows(rows, a, strip, depth, {sums[0], kStripColumns, 0.0f});
  for (Index j = 0; j < columns; ++j)
    for (Index i = 0; i < rows; ++i) {
      float& target = *c.address(i, j);
      target = beta == 0.0f ? sums[i][j] : sums[i][j] + beta * target;
    }
}

// The rows of C that will be written, while the sums for them are made.
void fetch_target(const Strided<float>& c, Index rows) {
  for (Index i = 0; i < rows; ++i) {
    __builtin_prefetch(c.address(i, 0), 1);
    __builtin_prefetch(c.address(i, kStripColumns - 1), 1);
  }
}

template <typename Left>
void sum_and_store(Index rows, const Left& a, const float* strip, Index depth, Index columns,
                   float beta, const Strided<float>& c) {
  if (columns < kStripColumns || c.column != 1)
    return sum_scattered(rows, a, strip, depth, columns, beta, c);
  fetch_target(c, rows);
  sum_rows(rows, a, strip, depth, {c.data, c.row, beta});
}

// One run of k for rows of C whose panels fit.
class Block {
 public:
  // With memory for the panels where A is to be packed.
  Block(const Product& product, float* panels) : product_(product), panels_(panels) {
    if (!panels_) return;
    for (Index i = 0; i < product_.m; i += kTileRows)
      pack_panel(product_.a.at(i, 0), rows_at(i), product_.k, panel(i));
  }

  void multiply(float* strip) const {
    const Index tiles = (product_.m + kTileRows - 1) / kTileRows;
    for (Index j = 0; j < product_.n; j += kStripColumns) {
      const Index columns = columns_at(j);
      pack_strip(product_.b.at(0, j), product_.k, columns, strip);
      StripAhead ahead(product_.b.at(0, j + columns), product_.k, columns_at(j + columns), tiles);
      for (Index i = 0; i < product_.m; i += kTileRows) {
        ahead.fetch_share();
        const Strided<float> c = product_.c.at(i, j);
        if (panels_)
          sum_and_store(rows_at(i), Panel{panel(i)}, strip, product_.k, columns, product_.beta, c);
        else
          sum_and_store(rows_at(i), Unpacked{product_.a.at(i, 0)}, strip, product_.k, columns,
                        product_.beta, c);
      }
    }
  }

 private:
  float* panel(Index i) const { return panels_ + i * padded_depth(product_.k); }
  Index rows_at(Index i) const { return std::min<Index>(kTileRows, product_.m - i); }
  Index columns_at(Index j) const { return std::min<Index>(kStripColumns, product_.n - j); }

  const Product& product_;
  float* panels_;
};

// k in equal runs: a short last one would load and store all of C for a few additions. At least
// one step, which nothing may be left of.
Index run_length(Index k) {
  const Index runs = std::max<Index>((k + kMaxDepth - 1) / kMaxDepth, 1);
  const Index length = ((k + runs - 1) / runs + kLanes - 1) / kLanes * kLanes;
  return std::max<Index>(length, kLanes);
}

static_assert(kLanes % kDepthStep == 0, "a padded run is no longer than a run");

// Of one thread, whose stack may be too small for it.
struct alignas(64) PackedOperands {
  float panels[kPanelValues];
  float strip[kMaxDepth * kStripColumns];
};

PackedOperands& packed_operands() {
  thread_local const auto own = std::make_unique<PackedOperands>();
  return *own;
}

void multiply(const Product& product) {
  auto& [panels, strip] = packed_operands();
  const bool is_packed = product.n >= kFewColumns;
  const Index run = run_length(product.k);
  const Index block = is_packed ? kPanelValues / (run * kTileRows) * kTileRows : product.m;
  Index p = 0;
  do {  // once for an empty sum, too, which β C is all that is left of
    const Index depth = std::min(run, product.k - p);
    for (Index i = 0; i < product.m; i += block) {
      const Product part{.m = std::min(block, product.m - i),
                         .n = product.n,
                         .k = depth,
                         .a = product.a.at(i, p),
                         .b = product.b.at(p, 0),
                         .beta = p == 0 ? product.beta : 1.0f,
                         .c = product.c.at(i, 0)};
      Block(part, is_packed ? panels : nullptr).multiply(strip);
    }
    p += run;
  } while (p < product.k);
}

}  // namespace

void reserve_tile_memory() {
  packed_operands();
}

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
