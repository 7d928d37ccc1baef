// engine/kernels/onednn_kernels.h
// SPDX-License-Identifier: MIT
//
// The fast backend: oneDNN, which picks its code at run time for the processor, and our own tiles
// (direct_convolution.h) for convolutions with few channels, where they are faster.
//
//   Thread   oneDNN runs on the calling thread only; all parallelism is the worker pool's, cut at
//            the same places as in the Eigen backend
//   Cost     plans allocate nothing after construction; oneDNN's matrix product packs large
//            operands into memory of its own

#pragma once

#include "engine/kernels/kernels.h"

namespace netdyno {

class OneDnnKernels final : public Kernels {
 public:
  using Kernels::Kernels;

  std::string_view name() const override { return "onednn"; }
  void gemm(bool transpose_a, bool transpose_b, Index m, Index n, Index k, const float* a,
            const float* b, float beta, float* c) override;
  std::unique_ptr<Convolution> make_convolution(const WindowGeometry& geometry,
                                                Index filters) override;
};

}  // namespace netdyno
