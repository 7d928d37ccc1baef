// SPDX-License-Identifier: MIT
#include "engine/kernels/onednn_kernels.h"

#include <oneapi/dnnl/dnnl.h>

#include <algorithm>
#include <optional>

#include "engine/core/instruction_set.h"
#include "engine/kernels/direct_convolution.h"
#include "engine/kernels/eigen_kernels.h"
#include "engine/kernels/gemm_split.h"
#include "engine/kernels/onednn_convolution.h"
#include "engine/kernels/tile_gemm.h"
#include "engine/kernels/vector.h"
#include "engine/kernels/winograd_convolution.h"

namespace netdyno {

namespace {

// Narrower vectors than AVX2's mean a build for any processor. oneDNN's own product for those
// refuses some shapes.
constexpr bool kHasWideVectors = kLanes >= 8;
constexpr SerialGemm kGemm = kHasWideVectors ? tile_gemm : eigen_gemm;

// What computes a convolution, by tests/bench/kernels_bench on a processor with AVX2. Nothing is
// timed at run time: results must not depend on how busy the machine is.
enum class Method { Tiles, WinogradTwo, WinogradFour, WinogradFive, OneDnn };

Index tile_values(const WindowGeometry& g, Index step) {
  const Index side = step + g.size - 1;
  const auto tiles = [&](Index length) { return (length + step - 1) / step; };
  return tiles(g.out_height()) * tiles(g.out_width()) * side * side;
}

// Winograd's saving is in the sums over channels; to transform the tiles costs the same however few
// these are.
std::optional<Method> winograd_method(const WindowGeometry& g, Index filters) {
  if (g.stride != 1 || g.pad >= g.size) return std::nullopt;
  const Index fewest = std::min(g.channels, filters);
  if (g.size == 5 && fewest >= 64) return Method::WinogradFive;
  if (g.size != 3 || fewest < 16) return std::nullopt;
  // Tiles of four outputs must not be wasted on the planes' ends, nor on what small tiles do well:
  // many channels, whose larger transformed windows no longer fit into the cache.
  const bool is_four = 3 * tile_values(g, 4) <= 2 * tile_values(g, 2);
  return is_four ? Method::WinogradFour : Method::WinogradTwo;
}

Method choose_method(const WindowGeometry& geometry, Index filters) {
  const bool has_tiles = kHasWideVectors && DirectConvolution::supports(geometry);
  if (kLanes == 8) {
    if (const auto winograd = winograd_method(geometry, filters)) return *winograd;
    // oneDNN draws level beyond 128 channels on both sides: there its kernels make up for its
    // changes of layout.
    return has_tiles && geometry.channels * filters <= 128 * 128 ? Method::Tiles : Method::OneDnn;
  }
  // oneDNN's kernels for AVX-512 come near the processor's peak from 32 channels on.
  return has_tiles && std::min(geometry.channels, filters) < 32 ? Method::Tiles : Method::OneDnn;
}

// oneDNN chooses instructions by itself; it must not take better ones than ours, or results would
// depend on the processor beside the set.
void limit_onednn_to(InstructionSet set) {
  dnnl_cpu_isa_t isa = dnnl_cpu_isa_sse41;
  if (set == InstructionSet::Avx2) isa = dnnl_cpu_isa_avx2;
  if (set == InstructionSet::Avx512) isa = dnnl_cpu_isa_avx512_core;
  dnnl_set_max_cpu_isa(isa);  // refuses after oneDNN's first use, when it has been set already
}

}  // namespace

OneDnnKernels::OneDnnKernels(WorkerPool& pool)
    : Kernels(pool), scratch_(std::make_shared<ScratchMemory>(pool.threads())) {
  limit_onednn_to(kCompiledFor);
  if (kHasWideVectors) pool.run([](int) { reserve_tile_memory(); });
}

void OneDnnKernels::gemm(bool transpose_a, bool transpose_b, Index m, Index n, Index k,
                         const float* a, const float* b, float beta, float* c) {
  parallel_gemm(pool(), dense_gemm(transpose_a, transpose_b, m, n, k, a, b, beta, c), kGemm);
}

std::unique_ptr<Convolution> OneDnnKernels::make_convolution(const WindowGeometry& geometry,
                                                             Index filters) {
  const auto winograd = [&](WinogradAlgorithm algorithm) {
    return make_winograd_convolution(algorithm, pool(), scratch_, geometry, filters);
  };
  switch (choose_method(geometry, filters)) {
    case Method::Tiles:
      return std::make_unique<DirectConvolution>(pool(), geometry, filters);
    case Method::WinogradTwo:
      return winograd(WinogradAlgorithm::TwoOfThree);
    case Method::WinogradFour:
      return winograd(WinogradAlgorithm::FourOfThree);
    case Method::WinogradFive:
      return winograd(WinogradAlgorithm::TwoOfFive);
    case Method::OneDnn:
      break;
  }
  return std::make_unique<OneDnnConvolution>(pool(), scratch_, geometry, filters);
}

}  // namespace netdyno
