// SPDX-License-Identifier: MIT
#include "engine/kernels/tile_packing.h"

#include <algorithm>

namespace netdyno {

namespace {

constexpr Index kLineValues = 16;  // of a cache line of 64 bytes

// These pack what is whole and lies together, and return how much of the depth they have done.

Index pack_strip_of_rows(const Strided<const float>& b, Index depth, float* strip) {
  for (Index p = 0; p < depth; ++p, strip += kStripColumns)
    for (int half = 0; half < kStripColumns; half += kLanes)
      store(strip + half, load(b.address(p, half)));
  return depth;
}

Index pack_strip_of_columns(const Strided<const float>& b, Index depth, float* strip) {
  Index p = 0;
  for (; p + kLanes <= depth; p += kLanes)
    for (int half = 0; half < kStripColumns; half += kLanes) {
      Vector square[kLanes];
      for (int j = 0; j < kLanes; ++j) square[j] = load(b.address(p, half + j));
      transpose(square);
      for (int i = 0; i < kLanes; ++i) store(strip + (p + i) * kStripColumns + half, square[i]);
    }
  return p;
}

Index pack_panel_of_columns(const Strided<const float>& a, Index depth, float* panel) {
  for (Index p = 0; p < depth; ++p, panel += kTileRows)
    std::copy_n(a.address(0, p), kTileRows, panel);
  return depth;
}

Index pack_panel_of_rows(const Strided<const float>& a, Index depth, float* panel) {
  Index p = 0;
  // A store's last lanes are overwritten by the next one: so the last ones are left for later.
  if constexpr (kLanes >= kTileRows)
    for (; p + 2 * kLanes <= depth; p += kLanes) {
      Vector square[kLanes] = {};
      for (int i = 0; i < kTileRows; ++i) square[i] = load(a.address(i, p));
      transpose(square);
      for (int q = 0; q < kLanes; ++q) store(panel + (p + q) * kTileRows, square[q]);
    }
  return p;
}

}  // namespace

void pack_strip(const Strided<const float>& b, Index depth, Index columns, float* strip) {
  const bool is_whole = columns == kStripColumns;
  Index p = 0;
  if (is_whole && b.column == 1) p = pack_strip_of_rows(b, depth, strip);
  if (is_whole && b.row == 1) p = pack_strip_of_columns(b, depth, strip);
  for (; p < depth; ++p)
    for (Index j = 0; j < kStripColumns; ++j)
      strip[p * kStripColumns + j] = j < columns ? *b.address(p, j) : 0.0f;
  std::fill(strip + depth * kStripColumns, strip + padded_depth(depth) * kStripColumns, 0.0f);
}

void pack_panel(const Strided<const float>& a, Index rows, Index depth, float* panel) {
  const bool is_whole = rows == kTileRows;
  Index p = 0;
  if (is_whole && a.row == 1) p = pack_panel_of_columns(a, depth, panel);
  if (is_whole && a.column == 1) p = pack_panel_of_rows(a, depth, panel);
  for (; p < depth; ++p)
    for (Index i = 0; i < kTileRows; ++i)
      panel[p * kTileRows + i] = i < rows ? *a.address(i, p) : 0.0f;
  std::fill(panel + depth * kTileRows, panel + padded_depth(depth) * kTileRows, 0.0f);
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
