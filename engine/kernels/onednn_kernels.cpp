// SPDX-License-Identifier: MIT
#include "engine/kernels/onednn_kernels.h"

#include <omp.h>

#include <oneapi/dnnl/dnnl.h>

#include "engine/core/error.h"
#include "engine/kernels/column_convolution.h"
#include "engine/kernels/gemm_split.h"

namespace netdyno {

namespace {

void onednn_gemm(const GemmCall& g) {
  // A setting of the calling thread, which may be new to us; setting it again costs nothing.
  omp_set_num_threads(1);
  const dnnl_status_t status =
      dnnl_sgemm(g.transpose_a ? 'T' : 'N', g.transpose_b ? 'T' : 'N', g.m, g.n, g.k, 1.0f, g.a,
                 g.lda, g.b, g.ldb, g.beta, g.c, g.ldc);
  DYNO_CHECK(status == dnnl_success, "oneDNN refused a matrix product");
}

}  // namespace

void OneDnnKernels::gemm(bool transpose_a, bool transpose_b, Index m, Index n, Index k,
                         const float* a, const float* b, float beta, float* c) {
  parallel_gemm(pool(), dense_gemm(transpose_a, transpose_b, m, n, k, a, b, beta, c), onednn_gemm);
}

std::unique_ptr<Convolution> OneDnnKernels::make_convolution(const WindowGeometry& geometry,
                                                             Index filters) {
  return std::make_unique<ColumnConvolution>(pool(), geometry, filters, onednn_gemm);
}

}  // namespace netdyno
