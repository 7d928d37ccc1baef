// engine/kernels/gemm_split.h
// SPDX-License-Identifier: MIT
//
// A matrix product cut into parts for the worker pool, along the longer side of C, or into rows
// where it is a weight gradient; never along k: each value of C is summed by one thread.

#pragma once

#include "engine/core/parallel.h"

namespace netdyno {

// C [m,n] ← op(A) op(B) + β C on row-major matrices whose rows lie lda, ldb, ldc values apart.
struct GemmCall {
  bool transpose_a = false;
  bool transpose_b = false;
  Index m = 0, n = 0, k = 0;
  const float* a = nullptr;  // [m,k], or [k,m] when transposed
  Index lda = 0;
  const float* b = nullptr;  // [k,n], or [n,k] when transposed
  Index ldb = 0;
  float beta = 0.0f;
  float* c = nullptr;  // [m,n]
  Index ldc = 0;

  // The same product for rows, or columns, [begin, end) of C.
  GemmCall rows(Index begin, Index end) const;
  GemmCall columns(Index begin, Index end) const;
};

// Computes a product on the calling thread.
using SerialGemm = void (*)(const GemmCall& call);

GemmCall dense_gemm(bool transpose_a, bool transpose_b, Index m, Index n, Index k, const float* a,
                    const float* b, float beta, float* c);

// Small products run on the caller alone.
void parallel_gemm(WorkerPool& pool, const GemmCall& call, SerialGemm serial);

}  // namespace netdyno
