// SPDX-License-Identifier: MIT
#include "engine/kernels/correlation.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/kernels/vector.h"

namespace netdyno {

namespace {

// Four to six filters times two vectors fill the 16 registers of AVX2. Takes the number that leaves
// the fewest places of the last tile empty.
Index choose_tile_filters(Index filters) {
  Index best = 6;
  for (const Index tile : {5, 4})
    if ((filters + tile - 1) / tile * tile < (filters + best - 1) / best * best) best = tile;
  return best;
}

struct TileInput {
  const float* padded;
  Index channels, plane, pitch;
};

// y[k][to] ← bias[k] + Σ w · x for kFilters filters at kVectors places, of which the first
// `valid_filters` are stored. w [C, F, F, kFilters].
template <int kFilters, int kVectors, int kSize>
void correlate_tile(const TileInput& in, const Index* from, const float* w, const float* bias,
                    float* y, Index out_plane, const Index* to, Index valid_filters) {
  Vector sums[kFilters][kVectors];
  for (int k = 0; k < kFilters; ++k)
    for (int v = 0; v < kVectors; ++v) sums[k][v] = broadcast(bias[k]);
  const float* x[kVectors];
  for (int v = 0; v < kVectors; ++v) x[v] = in.padded + from[v];
  for (Index c = 0; c < in.channels; ++c) {
    for (int fy = 0; fy < kSize; ++fy) {
      for (int fx = 0; fx < kSize; ++fx, w += kFilters) {
        Vector pixels[kVectors];
        for (int v = 0; v < kVectors; ++v) pixels[v] = load(x[v] + fx);
        for (int k = 0; k < kFilters; ++k) {
          const Vector weight = broadcast(w[k]);
          for (int v = 0; v < kVectors; ++v) sums[k][v] += weight * pixels[v];
        }
      }
      for (int v = 0; v < kVectors; ++v) x[v] += in.pitch;
    }
    for (int v = 0; v < kVectors; ++v) x[v] += in.plane - kSize * in.pitch;
  }
  for (int k = 0; k < kFilters && k < valid_filters; ++k)
    for (int v = 0; v < kVectors; ++v) store(y + k * out_plane + to[v], sums[k][v]);
}

}  // namespace

Correlation::Correlation(Index channels, const VectorGrid& grid, Index filters, Index size,
                         int workers)
    : channels_(channels),
      grid_(grid),
      filters_(filters),
      size_(size),
      tile_filters_(choose_tile_filters(filters)) {
  DYNO_CHECK(size == 3 || size == 5, "Tiles exist for windows of side 3 and 5");
  const Index tiles = (filters + tile_filters_ - 1) / tile_filters_;
  weights_ = Tensor(Shape{tiles, channels, size, size, tile_filters_});
  bias_ = Tensor(Shape{tiles, tile_filters_});
  padded_ = Tensor(Shape{workers, grid.padded_size(channels)});
  if (grid.flat) flat_ = Tensor(Shape{workers, filters, grid.flat_plane});
  for (Index row = 0; row < grid.rows; ++row)
    for (Index v = 0; v < grid.row_vectors; ++v) {
      const Index column = grid.flat ? v * kLanes : std::min(v * kLanes, grid.out_width - kLanes);
      from_.push_back(row * grid.pitch + column);
      to_.push_back(row * grid.out_width + column);
    }
}

template <typename Weight>
void Correlation::pack(const Weight& weight) {
  float* packed = weights_.data();
  const Index places = size_ * size_;
  for (Index first = 0; first < filters_; first += tile_filters_)
    for (Index c = 0; c < channels_; ++c)
      for (Index place = 0; place < places; ++place)
        for (Index k = first; k < first + tile_filters_; ++k)
          *packed++ = k < filters_ ? weight(k, c, place) : 0.0f;
  bias_.fill(0.0f);
}

void Correlation::set_weights(const float* w, const float* bias) {
  const Index places = size_ * size_;
  pack([&](Index k, Index c, Index place) { return w[(k * channels_ + c) * places + place]; });
  std::copy_n(bias, filters_, bias_.data());
}

void Correlation::set_turned_weights(const float* w) {
  const Index places = size_ * size_;
  pack([&](Index k, Index c, Index place) {
    return w[(c * filters_ + k) * places + places - 1 - place];
  });
}

template <int kFilters, int kSize>
void Correlation::run_tiles(const float* padded, float* y, Index out_plane) const {
  const TileInput in{padded, channels_, grid_.plane, grid_.pitch};
  const auto vectors = static_cast<Index>(from_.size());
  for (Index first = 0; first < filters_; first += kFilters) {
    const float* w = weights_.data() + first * channels_ * kSize * kSize;
    const float* bias = bias_.data() + first;
    float* y_tile = y + first * out_plane;
    Index v = 0;
    for (; v + 2 <= vectors; v += 2)
      correlate_tile<kFilters, 2, kSize>(in, &from_[v], w, bias, y_tile, out_plane, &to_[v],
                                         filters_ - first);
    if (v < vectors)
      correlate_tile<kFilters, 1, kSize>(in, &from_[v], w, bias, y_tile, out_plane, &to_[v],
                                         filters_ - first);
  }
}

void Correlation::run(int worker, const float* x, float* y) {
  float* padded = padded_.sample(worker).data();
  grid_.copy_to_padded(x, channels_, padded);
  float* out = grid_.flat ? flat_.sample(worker).data() : y;
  const Index out_plane = grid_.flat ? grid_.flat_plane : grid_.out_height * grid_.out_width;
  if (size_ == 3) {
    if (tile_filters_ == 4) run_tiles<4, 3>(padded, out, out_plane);
    if (tile_filters_ == 5) run_tiles<5, 3>(padded, out, out_plane);
    if (tile_filters_ == 6) run_tiles<6, 3>(padded, out, out_plane);
  } else {
    if (tile_filters_ == 4) run_tiles<4, 5>(padded, out, out_plane);
    if (tile_filters_ == 5) run_tiles<5, 5>(padded, out, out_plane);
    if (tile_filters_ == 6) run_tiles<6, 5>(padded, out, out_plane);
  }
  if (grid_.flat) grid_.copy_from_flat(out, filters_, y);
}

}  // namespace netdyno
