// engine/kernels/onednn_kernels.h
// SPDX-License-Identifier: MIT
//
// The fast backend: oneDNN, limited to the instruction set that this file is compiled for, and our
// own tiles where they are faster: direct_convolution.h for convolutions with few channels,
// tile_gemm.h for matrix products. Without AVX2 these are Eigen's.
//
//   Thread   oneDNN runs on the calling thread only; all parallelism is the worker pool's, cut at
//            the same places as in the Eigen backend
//   Cost     plans allocate nothing after construction; nor do products, but without AVX2, where
//            Eigen packs large operands into memory of its own

#pragma once

#include "engine/kernels/kernels.h"
#include "engine/kernels/scratch_memory.h"

namespace netdyno {

class OneDnnKernels final : public Kernels {
 public:
  explicit OneDnnKernels(WorkerPool& pool);

  std::string_view name() const override { return "onednn"; }
  void gemm(bool transpose_a, bool transpose_b, Index m, Index n, Index k, const float* a,
            const float* b, float beta, float* c) override;
  std::unique_ptr<Convolution> make_convolution(const WindowGeometry& geometry,
                                                Index filters) override;

 private:
  std::shared_ptr<ScratchMemory> scratch_;  // plans may outlive their kernels
};

}  // namespace netdyno
