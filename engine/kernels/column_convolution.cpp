// SPDX-License-Identifier: MIT
#include "engine/kernels/column_convolution.h"

#include <algorithm>

#include "engine/kernels/im2col.h"
#include "engine/kernels/sample_split.h"

namespace netdyno {

ColumnConvolution::ColumnConvolution(WorkerPool& pool, const WindowGeometry& geometry,
                                     Index filters, SerialGemm gemm)
    : pool_(pool),
      geometry_(geometry),
      filters_(filters),
      gemm_(gemm),
      rows_(column_rows(geometry)),
      pixels_(geometry.out_height() * geometry.out_width()),
      columns_size_(rows_ * pixels_),
      columns_(Shape{pool.threads(), columns_size_}),
      partial_(pool.threads(), filters * rows_, filters) {}

void ColumnConvolution::forward(const float* x, const float* w, const float* bias, float* y) {
  const Index in_size = geometry_.channels * geometry_.height * geometry_.width;
  for_samples(pool_, geometry_.batch, [&](int worker, Index begin, Index end) {
    float* columns = columns_of(worker);
    for (Index n = begin; n < end; ++n) {
      image_to_columns(geometry_, x + n * in_size, columns);
      float* out = y + n * filters_ * pixels_;
      for (Index f = 0; f < filters_; ++f) std::fill_n(out + f * pixels_, pixels_, bias[f]);
      gemm_(dense_gemm(false, false, filters_, pixels_, rows_, w, columns, 1.0f, out));
    }
  });
}

void ColumnConvolution::backward_data(const float* dy, const float* w, float* dx) {
  const Index in_size = geometry_.channels * geometry_.height * geometry_.width;
  for_samples(pool_, geometry_.batch, [&](int worker, Index begin, Index end) {
    float* columns = columns_of(worker);
    for (Index n = begin; n < end; ++n) {
      gemm_(dense_gemm(true, false, rows_, pixels_, filters_, w, dy + n * filters_ * pixels_, 0.0f,
                       columns));
      columns_to_image(geometry_, columns, dx + n * in_size);
    }
  });
}

void ColumnConvolution::sum_gradients(const float* x, const float* dy, Index begin, Index end,
                                      float* columns, float* dw, float* db) {
  const Index in_size = geometry_.channels * geometry_.height * geometry_.width;
  std::fill_n(db, filters_, 0.0f);
  for (Index n = begin; n < end; ++n) {
    image_to_columns(geometry_, x + n * in_size, columns);
    const float* sample_dy = dy + n * filters_ * pixels_;
    gemm_(dense_gemm(false, true, filters_, rows_, pixels_, sample_dy, columns,
                     n == begin ? 0.0f : 1.0f, dw));
    for (Index f = 0; f < filters_; ++f)
      db[f] += ConstArrayMap(sample_dy + f * pixels_, pixels_).sum();
  }
}

void ColumnConvolution::backward_weights(const float* x, const float* dy, float* dw, float* db) {
  for_samples(pool_, geometry_.batch, [&](int worker, Index begin, Index end) {
    sum_gradients(x, dy, begin, end, columns_of(worker), partial_.dw(worker, dw),
                  partial_.db(worker, db));
  });
  partial_.add_up(sample_parts(pool_, geometry_.batch), dw, db);
}

}  // namespace netdyno
