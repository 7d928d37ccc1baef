// SPDX-License-Identifier: MIT
#include "engine/kernels/weight_gradient.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/kernels/vector.h"

namespace netdyno {

namespace {

// Adding up the lanes at the end costs about as much as ten vectors of pixels.
constexpr Index kVectorsPerGroup = 96;

// Where a tile reads.
struct TileInput {
  const VectorGrid& grid;
  const float* x;  // the channel's window row in the first padded sample
  Index x_sample;
  const float* dy;  // the first filter's plane of the first sample
  Index dy_plane, dy_row, dy_sample;
  Index samples;
};

template <int kFilters, int kSize>
struct TileSums {
  Vector sums[kFilters][kSize];

  void add(const float* x, const float* const* dy, Index offset) {
    Vector pixels[kSize];
    for (int f = 0; f < kSize; ++f) pixels[f] = load(x + offset + f);
    for (int k = 0; k < kFilters; ++k) {
      const Vector gradient = load(dy[k] + offset);
      for (int f = 0; f < kSize; ++f) sums[k][f] += gradient * pixels[f];
    }
  }
  // The same for the lanes of the mask only.
  void add(const float* x, const float* const* dy, Index offset, VectorMask mask) {
    Vector pixels[kSize];
    for (int f = 0; f < kSize; ++f) pixels[f] = load(x + offset + f);
    for (int k = 0; k < kFilters; ++k) {
      const Vector gradient = select(mask, load(dy[k] + offset));
      for (int f = 0; f < kSize; ++f) sums[k][f] += gradient * pixels[f];
    }
  }
};

// Adds the tile's sums to dw, whose filters lie `dw_filter` values apart. The tile may hold more
// filters than there are; the last one is then computed several times.
template <int kFilters, int kSize>
void add_tile(const TileInput& in, Index valid_filters, float* dw, Index dw_filter) {
  TileSums<kFilters, kSize> tile{};
  const Index width = in.grid.out_width;
  // By rows, a last vector that is not whole ends with the row; its first lanes are counted before.
  const bool has_tail = !in.grid.flat && width % kLanes != 0;
  const Index whole = has_tail ? in.grid.row_vectors - 1 : in.grid.row_vectors;
  const VectorMask tail = lanes_from(static_cast<int>(kLanes - width % kLanes));
  for (Index n = 0; n < in.samples; ++n)
    for (Index row = 0; row < in.grid.rows; ++row) {
      const float* x = in.x + n * in.x_sample + row * in.grid.pitch;
      const float* dy[kFilters];
      for (int k = 0; k < kFilters; ++k)
        dy[k] = in.dy + n * in.dy_sample + row * in.dy_row +
                std::min<Index>(k, valid_filters - 1) * in.dy_plane;
      for (Index v = 0; v < whole; ++v) tile.add(x, dy, v * kLanes);
      if (has_tail) tile.add(x, dy, width - kLanes, tail);
    }
  for (int k = 0; k < kFilters && k < valid_filters; ++k)
    for (int f = 0; f < kSize; ++f) dw[k * dw_filter + f] += sum(tile.sums[k][f]);
}

}  // namespace

WeightGradient::WeightGradient(Index channels, const VectorGrid& grid, Index filters, Index size,
                               Index samples, int workers)
    : channels_(channels),
      grid_(grid),
      filters_(filters),
      size_(size),
      group_(std::clamp<Index>(kVectorsPerGroup / (grid.rows * grid.row_vectors), 1, samples)),
      sample_size_(grid.padded_size(channels)),
      dy_plane_(grid.flat ? grid.flat_plane : grid.out_height * grid.out_width),
      padded_(Shape{workers, group_ * sample_size_}) {
  DYNO_CHECK(size == 3 || size == 5, "Tiles exist for windows of side 3 and 5");
  if (grid.flat) flat_ = Tensor(Shape{workers, group_, filters, grid.flat_plane});
}

template <int kFilters, int kSize>
void WeightGradient::add_group(const float* padded, const float* dy, Index samples,
                               float* dw) const {
  TileInput in{.grid = grid_,
               .x = nullptr,
               .x_sample = sample_size_,
               .dy = nullptr,
               .dy_plane = dy_plane_,
               .dy_row = grid_.out_width,
               .dy_sample = filters_ * dy_plane_,
               .samples = samples};
  const Index dw_filter = channels_ * kSize * kSize;
  for (Index first = 0; first < filters_; first += kFilters) {
    in.dy = dy + first * dy_plane_;
    for (Index c = 0; c < channels_; ++c)
      for (Index fy = 0; fy < kSize; ++fy) {
        in.x = padded + c * grid_.plane + fy * grid_.pitch;
        add_tile<kFilters, kSize>(in, filters_ - first,
                                  dw + first * dw_filter + (c * kSize + fy) * kSize, dw_filter);
      }
  }
}

void WeightGradient::run(int worker, const float* x, const float* dy, Index samples, float* dw,
                         float* db) {
  const Index in_size = channels_ * grid_.height * grid_.width;
  const Index out_plane = grid_.out_height * grid_.out_width;
  std::fill_n(dw, filters_ * channels_ * size_ * size_, 0.0f);
  std::fill_n(db, filters_, 0.0f);
  float* padded = padded_.sample(worker).data();
  for (Index first = 0; first < samples; first += group_) {
    const Index count = std::min(group_, samples - first);
    const float* group_dy = dy + first * filters_ * out_plane;
    for (Index n = 0; n < count; ++n) {
      grid_.copy_to_padded(x + (first + n) * in_size, channels_, padded + n * sample_size_);
      for (Index k = 0; k < filters_; ++k)
        db[k] += sum_of(group_dy + (n * filters_ + k) * out_plane, out_plane);
    }
    if (grid_.flat) {
      float* flat = flat_.sample(worker).data();
      grid_.copy_to_flat(group_dy, count * filters_, flat);
      group_dy = flat;
    }
    if (size_ == 3) add_group<4, 3>(padded, group_dy, count, dw);
    if (size_ == 5) add_group<2, 5>(padded, group_dy, count, dw);
  }
}

}  // namespace netdyno
