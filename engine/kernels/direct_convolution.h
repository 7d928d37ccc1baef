// engine/kernels/direct_convolution.h
// SPDX-License-Identifier: MIT
//
// Convolution of stride 1 with windows of side 3 or 5 on plain planes, by our own tiles: faster
// than oneDNN where there are few channels, because nothing is unfolded or reordered.
//
//   Thread   by samples; dw and db are summed per worker, then in the order of the workers
//   Cost     per worker a few padded samples; calls allocate nothing

#pragma once

#include "engine/kernels/correlation.h"
#include "engine/kernels/kernels.h"
#include "engine/kernels/partial_gradients.h"
#include "engine/kernels/weight_gradient.h"

namespace netdyno {

class DirectConvolution final : public Convolution {
 public:
  // Whether the tiles can do this geometry at all.
  static bool supports(const WindowGeometry& geometry);

  DirectConvolution(WorkerPool& pool, const WindowGeometry& geometry, Index filters);

  void forward(const float* x, const float* w, const float* bias, float* y) override;
  void backward_data(const float* dy, const float* w, float* dx) override;
  void backward_weights(const float* x, const float* dy, float* dw, float* db) override;

 private:
  WorkerPool& pool_;
  Index batch_;
  Index in_size_;   // C·H·W
  Index out_size_;  // K·H'·W'
  Correlation forward_;
  Correlation backward_;
  WeightGradient gradient_;
  PartialGradients partial_;
};

}  // namespace netdyno
