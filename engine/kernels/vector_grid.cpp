// SPDX-License-Identifier: MIT
#include "engine/kernels/vector_grid.h"

#include <algorithm>

#include "engine/kernels/vector.h"

namespace netdyno {

namespace {

Index vectors_for(Index count) {
  return (count + kLanes - 1) / kLanes;
}

// Rows are short: a call of memcpy would take longer than the copying.
void copy_row(const float* source, Index count, float* target) {
  if (count < kLanes) {
    for (Index i = 0; i < count; ++i) target[i] = source[i];
    return;
  }
  for (Index i = 0; i + kLanes <= count; i += kLanes) store(target + i, load(source + i));
  store(target + count - kLanes, load(source + count - kLanes));
}

}  // namespace

VectorGrid::VectorGrid(Index in_height, Index in_width, Index size, Index padding)
    : height(in_height),
      width(in_width),
      pad(padding),
      out_height(height + 2 * pad - size + 1),
      out_width(width + 2 * pad - size + 1) {
  const Index padded_width = width + 2 * pad;
  const Index by_rows = out_height * vectors_for(out_width);
  const Index when_flat = vectors_for((out_height - 1) * padded_width + out_width);
  flat = out_width < kLanes || when_flat < by_rows;
  pitch = padded_width;
  plane = (height + 2 * pad) * pitch;
  rows = flat ? 1 : out_height;
  row_vectors = flat ? when_flat : vectors_for(out_width);
  flat_plane = when_flat * kLanes;
}

double VectorGrid::efficiency() const {
  return static_cast<double>(out_height * out_width) /
         static_cast<double>(rows * row_vectors * kLanes);
}

Index VectorGrid::padded_size(Index channels) const {
  return channels * plane + kLanes;
}

void VectorGrid::copy_to_padded(const float* planes, Index channels, float* padded) const {
  for (Index c = 0; c < channels; ++c)
    for (Index row = 0; row < height; ++row)
      copy_row(planes + (c * height + row) * width, width,
               padded + c * plane + (row + pad) * pitch + pad);
}

void VectorGrid::copy_to_flat(const float* planes, Index channels, float* flat_planes) const {
  for (Index c = 0; c < channels; ++c)
    for (Index row = 0; row < out_height; ++row)
      copy_row(planes + (c * out_height + row) * out_width, out_width,
               flat_planes + c * flat_plane + row * pitch);
}

void VectorGrid::copy_from_flat(const float* flat_planes, Index channels, float* planes) const {
  for (Index c = 0; c < channels; ++c)
    for (Index row = 0; row < out_height; ++row)
      copy_row(flat_planes + c * flat_plane + row * pitch, out_width,
               planes + (c * out_height + row) * out_width);
}

}  // namespace netdyno
