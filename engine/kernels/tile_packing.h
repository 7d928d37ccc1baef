// engine/kernels/tile_packing.h
// SPDX-License-Identifier: MIT
//
// The layouts in which tile_gemm.h reads its operands, and how a part of a matrix gets there.
//
//   Strip   [depth, kStripColumns] of B: what all tiles of these columns read
//   Panel   [depth, kTileRows] of A, turned: what all tiles of these rows read
//   Depth   of k, with zeros up to a multiple of kDepthStep: a sum may take so many at once
//   Cost    allocates nothing; on the calling thread

#pragma once

#include "engine/kernels/vector.h"

namespace netdyno {

// Of a tile of C: twelve sums, two vectors of B and one of A fill 16 registers.
inline constexpr int kTileRows = 6;
inline constexpr int kStripColumns = 2 * kLanes;
inline constexpr int kDepthStep = 4;

constexpr Index padded_depth(Index depth) {
  return (depth + kDepthStep - 1) / kDepthStep * kDepthStep;
}

// A matrix, or its transpose, where it lies.
template <typename T>
struct Strided {
  T* data;
  Index row, column;  // from a row, or column, to the next (values)

  T* address(Index i, Index j) const { return data + i * row + j * column; }
  Strided at(Index i, Index j) const { return {address(i, j), row, column}; }
  Strided transposed() const { return {data, column, row}; }
};

// strip ← b's first `columns` columns, then zeros.
void pack_strip(const Strided<const float>& b, Index depth, Index columns, float* strip);

// panel ← a's first `rows` rows, then zeros.
void pack_panel(const Strided<const float>& a, Index rows, Index depth, float* panel);

// Brings what a later pack_strip() will read into the cache, a share at a time, while tiles are
// summed: weights of many layers come from far away, and row by row in steps that the processor
// does not foresee.
class StripAhead {
 public:
  // Of b's first `columns` columns, in `shares` equal shares; none where `columns` is 0.
  StripAhead(const Strided<const float>& b, Index depth, Index columns, Index shares);
  void fetch_share();

 private:
  const float* line_;        // the next one
  const float* group_;       // the first one of its group: a row's, or those that lie side by side
  Index step_, group_step_;  // from a line, or group, to the next (values)
  Index group_lines_, fetched_ = 0;
  Index left_, share_;
};

}  // namespace netdyno
