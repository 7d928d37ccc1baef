// engine/kernels/kernels.h
// SPDX-License-Identifier: MIT
//
// The heavy arithmetic behind one interface: matrix product, convolution, pooling, normalization.
// Two backends hold each other in check: oneDNN (fast, picked at run time for the processor) and
// Eigen (portable).
//
//   Shapes   plain row-major arrays as torch.nn has them: x [N,C,H,W], w [K,C,F,F], bias [K]
//   Grads    assigned, not accumulated
//   Range    non-finite inputs give non-finite outputs, never an error
//   Thread   one caller at a time; the work is split over the pool at fixed places, so results
//            are bit-identical for the same thread count
//   Cost     plans keep their scratch memory; calls allocate nothing after the first

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/core/parallel.h"
#include "engine/core/shape.h"

namespace netdyno {

// A window that slides over an image: of a convolution or a pooling.
struct WindowGeometry {
  Index batch = 1;
  Index channels = 1;  // C of the input
  Index height = 1;    // H of the input
  Index width = 1;     // W of the input
  Index size = 1;      // F, the window's side (pixels)
  Index stride = 1;    // S (pixels)
  Index pad = 0;       // P, zeros on each side (pixels)

  // (N − F + 2P)/S + 1, rounded down.
  Index out_height() const { return (height - size + 2 * pad) / stride + 1; }
  Index out_width() const { return (width - size + 2 * pad) / stride + 1; }
  bool operator==(const WindowGeometry&) const = default;
};

// A convolution of one geometry and filter count. Bias is added, w is not flipped (correlation, as
// in torch.nn.Conv2d).
class Convolution {
 public:
  virtual ~Convolution() = default;
  virtual void forward(const float* x, const float* w, const float* bias, float* y) = 0;
  virtual void backward_data(const float* dy, const float* w, float* dx) = 0;
  virtual void backward_weights(const float* x, const float* dy, float* dw, float* db) = 0;
};

class Kernels {
 public:
  explicit Kernels(WorkerPool& pool) : pool_(pool) {}
  virtual ~Kernels() = default;
  Kernels(const Kernels&) = delete;
  Kernels& operator=(const Kernels&) = delete;

  // "onednn" or "eigen"
  virtual std::string_view name() const = 0;

  // C [m,n] ← op(A) op(B) + β C, all row-major and dense; op transposes where asked: A is stored
  // [m,k], or [k,m] when transposed.
  virtual void gemm(bool transpose_a, bool transpose_b, Index m, Index n, Index k, const float* a,
                    const float* b, float beta, float* c) = 0;

  virtual std::unique_ptr<Convolution> make_convolution(const WindowGeometry& geometry,
                                                        Index filters) = 0;

  // Maximum over each window; padding never wins. `winner` receives the flat index of the maximum
  // within its H×W plane, the first one where several are equal, as backward needs it.
  void max_pool(const WindowGeometry& geometry, const float* x, float* y, std::int32_t* winner);
  void max_pool_backward(const WindowGeometry& geometry, const float* dy,
                         const std::int32_t* winner, float* dx);
  // Mean over each window, padding counted as zeros (torch.nn.AvgPool2d's default).
  void average_pool(const WindowGeometry& geometry, const float* x, float* y);
  void average_pool_backward(const WindowGeometry& geometry, const float* dy, float* dx);

  WorkerPool& pool() { return pool_; }

 private:
  WorkerPool& pool_;
};

enum class Backend { OneDnn, Eigen };

std::unique_ptr<Kernels> make_kernels(Backend backend, WorkerPool& pool);

}  // namespace netdyno
