// engine/kernels/column_convolution.h
// SPDX-License-Identifier: MIT
//
// Convolution as matrix products on unfolded samples (im2col.h), with any backend's product.
//
//   Shapes   columns X [C·F·F, H'·W'] of a sample, w as [K, C·F·F], y as [K, H'·W']
//   Grads    dX = wᵀ dy, folded back;  dw = Σ over samples of dy Xᵀ;  db = Σ of dy
//   Thread   by samples; dw and db are summed per worker, then in the order of the workers
//   Cost     per worker one X, and one dw and db

#pragma once

#include "engine/core/tensor.h"
#include "engine/kernels/gemm_split.h"
#include "engine/kernels/kernels.h"
#include "engine/kernels/partial_gradients.h"

namespace netdyno {

class ColumnConvolution final : public Convolution {
 public:
  ColumnConvolution(WorkerPool& pool, const WindowGeometry& geometry, Index filters,
                    SerialGemm gemm);

  void forward(const float* x, const float* w, const float* bias, float* y) override;
  void backward_data(const float* dy, const float* w, float* dx) override;
  void backward_weights(const float* x, const float* dy, float* dw, float* db) override;

 private:
  float* columns_of(int worker) { return columns_.data() + worker * columns_size_; }
  // dw and db summed over the samples [begin, end).
  void sum_gradients(const float* x, const float* dy, Index begin, Index end, float* columns,
                     float* dw, float* db);

  WorkerPool& pool_;
  WindowGeometry geometry_;
  Index filters_;
  SerialGemm gemm_;
  Index rows_;          // C·F·F
  Index pixels_;        // H'·W'
  Index columns_size_;  // rows_ · pixels_
  Tensor columns_;      // [workers, rows, pixels]
  PartialGradients partial_;
};

}  // namespace netdyno
