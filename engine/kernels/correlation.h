// engine/kernels/correlation.h
// SPDX-License-Identifier: MIT
//
// Correlation of one sample with a set of filters, stride 1, straight from plain planes: no
// unfolding, no change of layout. It is a convolution's forward pass, and its backward pass too: dx
// is the correlation of dy, padded by F − 1 − P, with the filters turned by 180° and their channels
// swapped.
//
//   Shapes   x [C,H,W] → y [K,H',W'];  w [K,C,F,F], F = 3 or 5;  bias [K], or null for none
//   Method   a tile of a few filters and two vectors of pixels is summed in registers over all
//            c, fy, fx: each pixel loaded serves several filters, each weight two vectors
//   Cost     per worker the padded sample and, for narrow images, the outputs

#pragma once

#include <vector>

#include "engine/core/tensor.h"
#include "engine/kernels/vector_grid.h"

namespace netdyno {

class Correlation {
 public:
  Correlation(Index channels, const VectorGrid& grid, Index filters, Index size, int workers);

  // Takes the weights for the following run()s: w [K,C,F,F], or of the forward pass [C,K,F,F] where
  // they are to be turned and swapped.
  void set_weights(const float* w, const float* bias);
  void set_turned_weights(const float* w);

  // y ← x correlated with the weights, on the calling thread.
  void run(int worker, const float* x, float* y);

 private:
  // Packs weight(k, c, place of the window) and clears the bias.
  template <typename Weight>
  void pack(const Weight& weight);

  template <int kFilters, int kSize>
  void run_tiles(const float* padded, float* y, Index out_plane) const;

  Index channels_;
  VectorGrid grid_;
  Index filters_;
  Index size_;
  Index tile_filters_;  // filters in a tile
  Tensor weights_;      // [tiles, C, F, F, tile_filters]
  Tensor bias_;         // [tiles, tile_filters]
  // Where each vector of pixels starts in the padded sample and in an output plane.
  std::vector<Index> from_, to_;
  Tensor padded_;  // [workers, padded sample]
  Tensor flat_;    // [workers, K, flat_plane] when flat
};

}  // namespace netdyno
