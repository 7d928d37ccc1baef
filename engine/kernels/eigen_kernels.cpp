// SPDX-License-Identifier: MIT
#include "engine/kernels/eigen_kernels.h"

#include <Eigen/Core>

#include "engine/kernels/column_convolution.h"
#include "engine/kernels/gemm_split.h"

namespace netdyno {

namespace {

using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Strided = Eigen::Map<RowMajor, 0, Eigen::OuterStride<>>;
using ConstStrided = Eigen::Map<const RowMajor, 0, Eigen::OuterStride<>>;

template <typename A, typename B>
void multiply(const A& a, const B& b, float beta, Strided c) {
  if (beta == 0.0f) {
    c.noalias() = a * b;
    return;
  }
  if (beta != 1.0f) c *= beta;
  c.noalias() += a * b;
}

}  // namespace

void eigen_gemm(const GemmCall& g) {
  const ConstStrided a(g.a, g.transpose_a ? g.k : g.m, g.transpose_a ? g.m : g.k,
                       Eigen::OuterStride<>(g.lda));
  const ConstStrided b(g.b, g.transpose_b ? g.n : g.k, g.transpose_b ? g.k : g.n,
                       Eigen::OuterStride<>(g.ldb));
  const Strided c(g.c, g.m, g.n, Eigen::OuterStride<>(g.ldc));
  if (g.transpose_a && g.transpose_b) return multiply(a.transpose(), b.transpose(), g.beta, c);
  if (g.transpose_a) return multiply(a.transpose(), b, g.beta, c);
  if (g.transpose_b) return multiply(a, b.transpose(), g.beta, c);
  return multiply(a, b, g.beta, c);
}

void EigenKernels::gemm(bool transpose_a, bool transpose_b, Index m, Index n, Index k,
                        const float* a, const float* b, float beta, float* c) {
  parallel_gemm(pool(), dense_gemm(transpose_a, transpose_b, m, n, k, a, b, beta, c), eigen_gemm);
}

std::unique_ptr<Convolution> EigenKernels::make_convolution(const WindowGeometry& geometry,
                                                            Index filters) {
  return std::make_unique<ColumnConvolution>(pool(), geometry, filters, eigen_gemm);
}

}  // namespace netdyno
