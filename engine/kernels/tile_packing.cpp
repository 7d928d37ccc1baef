// SPDX-License-Identifier: MIT
#include "engine/kernels/tile_packing.h"

#include <algorithm>

namespace netdyno {

namespace {

constexpr Index kLineValues = 16;  // of a cache line of 64 bytes

// `to` [depth, kWidth] ← whole squares of `from`, whose columns are contiguous; returns how much of
// the depth they fill.
template <int kWidth>
Index pack_squares(const Strided<const float>& from, Index depth, float* to) {
  constexpr bool kIsNarrow = kWidth < kLanes;
  if constexpr (!kIsNarrow && kWidth % kLanes != 0) return 0;
  // A narrow row's last lanes are overwritten by the next row: so the last square is left.
  constexpr Index kReserve = kIsNarrow ? kLanes : 0;
  constexpr int kColumns = kIsNarrow ? kWidth : kLanes;  // of a square
  Index p = 0;
  for (; p + kLanes + kReserve <= depth; p += kLanes)
    for (int first = 0; first < kWidth; first += kLanes) {
      Vector square[kLanes] = {};
      for (int j = 0; j < kColumns; ++j) square[j] = load(from.address(p, first + j));
      transpose(square);
      for (int i = 0; i < kLanes; ++i) store(to + (p + i) * kWidth + first, square[i]);
    }
  return p;
}

// `to` [padded depth, kWidth] ← the first `columns` columns of `from`, then zeros.
template <int kWidth>
void pack(const Strided<const float>& from, Index depth, Index columns, float* to) {
  Index p = 0;
  if (columns == kWidth && from.column == 1)
    for (; p < depth; ++p) std::copy_n(from.address(p, 0), kWidth, to + p * kWidth);
  else if (columns == kWidth && from.row == 1)
    p = pack_squares<kWidth>(from, depth, to);
  for (; p < depth; ++p)
    for (Index j = 0; j < kWidth; ++j)
      to[p * kWidth + j] = j < columns ? *from.address(p, j) : 0.0f;
  std::fill(to + depth * kWidth, to + padded_depth(depth) * kWidth, 0.0f);
}

}  // namespace

void pack_strip(const Strided<const float>& b, Index depth, Index columns, float* strip) {
  pack<kStripColumns>(b, depth, columns, strip);
}

void pack_panel(const Strided<const float>& a, Index rows, Index depth, float* panel) {
  pack<kTileRows>(a.transposed(), depth, rows, panel);
}

// Most rows do not begin with a line, so that their kStripColumns values lie in two.
StripAhead::StripAhead(const Strided<const float>& b, Index depth, Index columns, Index shares)
    : line_(b.data), group_(b.data) {
  if (b.column == 1) {
    step_ = columns - 1;
    group_lines_ = columns == 0 ? 0 : 2;
    group_step_ = b.row;
    left_ = group_lines_ * depth;
  } else {
    step_ = b.column;
    group_lines_ = columns;
    group_step_ = kLineValues;
    left_ = group_lines_ * ((depth + kLineValues - 1) / kLineValues);
  }
  share_ = (left_ + shares - 1) / shares;
}

void StripAhead::fetch_share() {
  const Index count = std::min(share_, left_);
  left_ -= count;
  for (Index i = 0; i < count; ++i) {
    __builtin_prefetch(line_);
    line_ += step_;
    if (++fetched_ < group_lines_) continue;
    fetched_ = 0;
    line_ = group_ += group_step_;
  }
}

}  // namespace netdyno
