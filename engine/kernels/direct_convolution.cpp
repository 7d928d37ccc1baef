// SPDX-License-Identifier: MIT
#include "engine/kernels/direct_convolution.h"

#include "engine/kernels/sample_split.h"

namespace netdyno {

namespace {

VectorGrid forward_grid(const WindowGeometry& g) {
  return {g.height, g.width, g.size, g.pad};
}

VectorGrid backward_grid(const WindowGeometry& g) {
  return {g.out_height(), g.out_width(), g.size, g.size - 1 - g.pad};
}

}  // namespace

bool DirectConvolution::supports(const WindowGeometry& g) {
  return g.stride == 1 && (g.size == 3 || g.size == 5) && g.pad < g.size;
}

DirectConvolution::DirectConvolution(WorkerPool& pool, const WindowGeometry& g, Index filters)
    : pool_(pool),
      batch_(g.batch),
      in_size_(g.channels * g.height * g.width),
      out_size_(filters * g.out_height() * g.out_width()),
      forward_(g.channels, forward_grid(g), filters, g.size, pool.threads()),
      backward_(filters, backward_grid(g), g.channels, g.size, pool.threads()),
      gradient_(g.channels, forward_grid(g), filters, g.size, g.batch, pool.threads()),
      partial_(pool.threads(), filters * g.channels * g.size * g.size, filters) {}

void DirectConvolution::forward(const float* x, const float* w, const float* bias, float* y) {
  forward_.set_weights(w, bias);
  for_samples(pool_, batch_, [&](int worker, Index begin, Index end) {
    for (Index n = begin; n < end; ++n) forward_.run(worker, x + n * in_size_, y + n * out_size_);
  });
}

void DirectConvolution::backward_data(const float* dy, const float* w, float* dx) {
  backward_.set_turned_weights(w);
  for_samples(pool_, batch_, [&](int worker, Index begin, Index end) {
    for (Index n = begin; n < end; ++n)
      backward_.run(worker, dy + n * out_size_, dx + n * in_size_);
  });
}

void DirectConvolution::backward_weights(const float* x, const float* dy, float* dw, float* db) {
  for_samples(pool_, batch_, [&](int worker, Index begin, Index end) {
    gradient_.run(worker, x + begin * in_size_, dy + begin * out_size_, end - begin,
                  partial_.dw(worker, dw), partial_.db(worker, db));
  });
  partial_.add_up(sample_parts(pool_, batch_), dw, db);
}

}  // namespace netdyno
