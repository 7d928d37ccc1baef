// SPDX-License-Identifier: MIT
#include "engine/kernels/gemm_split.h"

#include <algorithm>
#include <functional>

namespace netdyno {

namespace {

// Below this many multiply-adds a part costs less than waking a thread.
constexpr Index kGrainMultiplyAdds = 100'000;
// Where columns and rows may be cut. Coarser cuts would leave one thread with more to do (500 as
// 256 and 244), finer ones between columns would split vectors.
constexpr Index kColumnTile = 8;
constexpr Index kRowTile = 2;
// Below so many rows for each thread, other cuts cost less.
constexpr Index kFewestRows = 16;

// A product whose left side is transposed is a weight gradient [outputs, inputs]: cut into rows, so
// that a thread writes the outputs that it also computes forwards and that it updates, and finds
// them in its own cache.
bool is_cut_by_columns(const GemmCall& call, Index threads) {
  if (call.transpose_a && call.m >= threads * kFewestRows) return false;
  return call.n >= call.m;
}

}  // namespace

GemmCall GemmCall::rows(Index begin, Index end) const {
  GemmCall part = *this;
  part.m = end - begin;
  part.a += transpose_a ? begin : begin * lda;
  part.c += begin * ldc;
  return part;
}

GemmCall GemmCall::columns(Index begin, Index end) const {
  GemmCall part = *this;
  part.n = end - begin;
  part.b += transpose_b ? begin * ldb : begin;
  part.c += begin;
  return part;
}

GemmCall dense_gemm(bool transpose_a, bool transpose_b, Index m, Index n, Index k, const float* a,
                    const float* b, float beta, float* c) {
  return {.transpose_a = transpose_a,
          .transpose_b = transpose_b,
          .m = m,
          .n = n,
          .k = k,
          .a = a,
          .lda = transpose_a ? m : k,
          .b = b,
          .ldb = transpose_b ? k : n,
          .beta = beta,
          .c = c,
          .ldc = n};
}

void parallel_gemm(WorkerPool& pool, const GemmCall& call, SerialGemm serial) {
  if (call.m == 0 || call.n == 0) return;
  const bool by_columns = is_cut_by_columns(call, pool.threads());
  const Index length = by_columns ? call.n : call.m;
  const Index tile = by_columns ? kColumnTile : kRowTile;
  const Index tiles = (length + tile - 1) / tile;
  const Index tile_cost = call.m * call.n * call.k / tiles + 1;
  const Index grain = (kGrainMultiplyAdds + tile_cost - 1) / tile_cost;
  const auto part = [&](Index first, Index last) {
    const Index begin = first * tile;
    const Index end = std::min(length, last * tile);
    serial(by_columns ? call.columns(begin, end) : call.rows(begin, end));
  };
  pool.parallel_for(tiles, grain, std::cref(part));
}

}  // namespace netdyno
