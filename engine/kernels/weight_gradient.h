// engine/kernels/weight_gradient.h
// SPDX-License-Identifier: MIT
//
// The gradient of a convolution's filters and bias over a run of samples, stride 1, straight from
// plain planes.
//
//   Grads    dw[k,c,fy,fx] = Σ over samples and pixels of dy[k,y,x] · x[c, y+fy−P, x+fx−P];
//            db[k] = Σ dy[k]
//   Shapes   x [N,C,H,W], dy [N,K,H',W'], dw [K,C,F,F], F = 3 or 5
//   Method   a tile of a few filters and one row of the window is summed in registers over all
//            pixels of several samples; each lane has its own sum, the lanes are added at the end
//   Cost     per worker the padded input of a group of samples and, for narrow images, their dy

#pragma once

#include "engine/core/tensor.h"
#include "engine/kernels/vector_grid.h"

namespace netdyno {

class WeightGradient {
 public:
  WeightGradient(Index channels, const VectorGrid& grid, Index filters, Index size, Index samples,
                 int workers);

  // dw, db ← the sums over `samples` samples, on the calling thread.
  void run(int worker, const float* x, const float* dy, Index samples, float* dw, float* db);

 private:
  template <int kFilters, int kSize>
  void add_group(const float* padded, const float* dy, Index samples, float* dw) const;

  Index channels_;
  VectorGrid grid_;
  Index filters_;
  Index size_;
  Index group_;        // samples summed in registers in one go
  Index sample_size_;  // from a padded sample to the next (values)
  Index dy_plane_;     // from a channel of dy, as the tiles read it, to the next (values)
  Tensor padded_;      // [workers, group · sample_size]
  Tensor flat_;        // [workers, group, K, flat_plane] when flat
};

}  // namespace netdyno
