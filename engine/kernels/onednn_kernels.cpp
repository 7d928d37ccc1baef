// SPDX-License-Identifier: MIT
#include "engine/kernels/onednn_kernels.h"

#include <oneapi/dnnl/dnnl.h>

#include <algorithm>

#include "engine/core/error.h"
#include "engine/kernels/direct_convolution.h"
#include "engine/kernels/gemm_split.h"
#include "engine/kernels/onednn_convolution.h"
#include "engine/kernels/onednn_pass.h"
#include "engine/kernels/tile_gemm.h"
#include "engine/kernels/vector.h"

namespace netdyno {

namespace {

void onednn_gemm(const GemmCall& g) {
  use_one_onednn_thread();
  const dnnl_status_t status =
      dnnl_sgemm(g.transpose_a ? 'T' : 'N', g.transpose_b ? 'T' : 'N', g.m, g.n, g.k, 1.0f, g.a,
                 g.lda, g.b, g.ldb, g.beta, g.c, g.ldc);
  DYNO_CHECK(status == dnnl_success, "oneDNN refused a matrix product");
}

// Narrower vectors than AVX2's mean a build for any processor, where oneDNN still finds its best.
constexpr bool kHasWideVectors = kLanes >= 8;
constexpr SerialGemm kGemm = kHasWideVectors ? tile_gemm : onednn_gemm;

// Where our tiles beat oneDNN, by tests/bench/kernels_bench. Nothing is timed at run time: results
// must not depend on how busy the machine is.
bool tiles_are_faster(const WindowGeometry& geometry, Index filters) {
  if (!kHasWideVectors || !DirectConvolution::supports(geometry)) return false;
  // With AVX2 oneDNN draws level beyond 128 channels on both sides: there its kernels make up for
  // its changes of layout. Those for AVX-512 come near the processor's peak from 32 channels on.
  if (kLanes == 8) return geometry.channels * filters <= 128 * 128;
  return std::min(geometry.channels, filters) < 32;
}

}  // namespace

void OneDnnKernels::gemm(bool transpose_a, bool transpose_b, Index m, Index n, Index k,
                         const float* a, const float* b, float beta, float* c) {
  parallel_gemm(pool(), dense_gemm(transpose_a, transpose_b, m, n, k, a, b, beta, c), kGemm);
}

std::unique_ptr<Convolution> OneDnnKernels::make_convolution(const WindowGeometry& geometry,
                                                             Index filters) {
  if (tiles_are_faster(geometry, filters))
    return std::make_unique<DirectConvolution>(pool(), geometry, filters);
  return std::make_unique<OneDnnConvolution>(pool(), scratch_, geometry, filters);
}

}  // namespace netdyno
