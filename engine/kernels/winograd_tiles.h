// engine/kernels/winograd_tiles.h
// SPDX-License-Identifier: MIT
//
// Planes of a group of samples cut into the overlapping tiles of Winograd's convolution, and put
// together again from them. The transformed tiles of all places of a group form one matrix for each
// of a tile's values, which the matrix products then work on:
//
//   tiles    [A², planes, places], A values on a tile's side; a place is a tile of one sample;
//            places run over the tile's row, then the sample, then its column
//
//   Cost     some lines and the row transforms of one plane; allocates nothing after construction

#pragma once

#include <vector>

#include "engine/core/tensor.h"
#include "engine/kernels/vector.h"

namespace netdyno {

// How the planes of a group are cut.
struct TileGrid {
  Index height, width;  // of a plane
  Index pad;            // zeros before its first row and column
  Index step;           // m, from a tile to the next
  Index rows, columns;  // of tiles in a plane
  Index samples;        // of a group

  // Tiles of one row in all samples, rounded up to whole vectors.
  Index row_places() const;
  Index places() const { return rows * row_places(); }
  // From one of a tile's values to the next in the matrices of tiles: a little more than needed, so
  // that they do not all fall into the same set of the cache.
  Index stride(Index planes) const { return planes * places() + 16; }
};

// Reads tiles of `span` values on a side and writes their transforms M d Mᵀ.
template <const auto& kMatrix>
class TileReader {
 public:
  TileReader(const TileGrid& grid, int workers);

  // tiles ← the transforms of the first `samples` samples of x [samples, planes, H, W] and of
  // nothing (zeros) in the rest of the group.
  void read(int worker, const float* x, Index samples, Index planes, float* tiles);

 private:
  static constexpr Index kSpan = kMatrix[0].size();
  static constexpr Index kSide = kMatrix.size();

  void fill_lines(const float* row, Index plane_stride, Index samples, float* lines) const;
  void transform_lines(const float* lines, float* out, Index out_stride) const;
  void transform_columns(const float* half, Index places_stride, float* tiles) const;

  TileGrid grid_;
  Index pitch_;               // of a sample's padded line
  Index line_count_;          // of a padded plane
  std::vector<Index> start_;  // of each place of a row of tiles in the lines
  Tensor lines_;              // [workers, samples + 1, pitch], the last one zeros
  Tensor half_;               // [workers, A, lines, row places]: transformed along the rows
};

// Writes planes from tiles [A², planes, places] by Aᵀ d A, cut off at the planes' ends.
template <const auto& kMatrix>
class TileWriter {
 public:
  explicit TileWriter(const TileGrid& grid);

  // y [samples, planes, H, W] ← the tiles' outputs + bias (may be null).
  void write(const float* tiles, Index samples, Index planes, const float* bias, float* y) const;

 private:
  static constexpr Index kSide = kMatrix[0].size();
  static constexpr Index kOutputs = kMatrix.size();
  static constexpr Index kVectorPlaces = kLanes / kOutputs;  // whose outputs fill a vector

  // Where a place's outputs begin.
  struct Target {
    Index sample, column;  // (pixels)
  };
  template <typename Outputs>
  void write_places(const Outputs& outputs, Index place, Index count, float* rows, Index row_count,
                    Index sample_stride) const;

  TileGrid grid_;
  bool is_whole_;  // outputs of kVectorPlaces neighbouring places fill a vector of one row
  std::vector<Target> targets_;  // of each place of a row of tiles
};

}  // namespace netdyno
