// engine/kernels/eigen_kernels.h
// SPDX-License-Identifier: MIT
//
// The portable backend: Eigen's matrix product, convolution by unfolding each sample (im2col.h).
//
//   Thread   products are split by rows or columns of C, convolutions by samples; never inside a
//            sum, but for the weights' gradient, whose parts are added in the order of the workers
//   Cost     Eigen packs large operands into memory of its own; the plans themselves allocate
//            nothing after construction

#pragma once

#include "engine/kernels/gemm_split.h"
#include "engine/kernels/kernels.h"

namespace netdyno {

// One product on the calling thread, of any shape.
void eigen_gemm(const GemmCall& call);

class EigenKernels final : public Kernels {
 public:
  using Kernels::Kernels;

  std::string_view name() const override { return "eigen"; }
  void gemm(bool transpose_a, bool transpose_b, Index m, Index n, Index k, const float* a,
            const float* b, float beta, float* c) override;
  std::unique_ptr<Convolution> make_convolution(const WindowGeometry& geometry,
                                                Index filters) override;
};

}  // namespace netdyno
