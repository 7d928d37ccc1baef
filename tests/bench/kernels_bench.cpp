// SPDX-License-Identifier: MIT
//
// GFLOP/s of the kernels on the layers of the reference nets, a row per layer, pass and way to
// compute it: "picked" is what make_kernels() chooses, the others are what it chooses from.
//
//   build/tests/kernels_bench --benchmark_filter=picked/.*threads:2
#include <benchmark/benchmark.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/random.h"
#include "engine/core/tensor.h"
#include "engine/kernels/direct_convolution.h"
#include "engine/kernels/kernels.h"
#include "engine/kernels/onednn_convolution.h"
#include "engine/kernels/winograd_convolution.h"

namespace netdyno {
namespace {

struct ConvolutionLayer {
  const char* name;
  WindowGeometry geometry;
  Index filters;
};

const ConvolutionLayer kConvolutions[] = {
    {"lenet-1", {64, 1, 28, 28, 5, 1, 2}, 6},       {"lenet-2", {64, 6, 14, 14, 5, 1, 0}, 16},
    {"cifar-1", {64, 3, 32, 32, 5, 1, 2}, 16},      {"cifar-2", {64, 16, 16, 16, 5, 1, 2}, 20},
    {"cifar-3", {64, 20, 8, 8, 5, 1, 2}, 20},       {"vgg-1", {64, 3, 32, 32, 3, 1, 1}, 32},
    {"vgg-2", {64, 32, 32, 32, 3, 1, 1}, 32},       {"vgg-3", {64, 32, 16, 16, 3, 1, 1}, 64},
    {"vgg-4", {64, 64, 16, 16, 3, 1, 1}, 64},       {"vgg-5", {64, 64, 8, 8, 3, 1, 1}, 128},
    {"vgg-6", {64, 128, 8, 8, 3, 1, 1}, 128},       {"alexnet-1", {16, 3, 227, 227, 11, 4, 0}, 96},
    {"alexnet-2", {16, 96, 27, 27, 5, 1, 2}, 256},  {"alexnet-3", {16, 256, 13, 13, 3, 1, 1}, 384},
    {"alexnet-4", {16, 384, 13, 13, 3, 1, 1}, 384}, {"alexnet-5", {16, 384, 13, 13, 3, 1, 1}, 256},
};

struct DenseLayer {
  const char* name;
  Index batch, in, out;
};

const DenseLayer kDense[] = {
    {"lenet-3", 64, 400, 120}, {"lenet-4", 64, 120, 84},      {"lenet-5", 64, 84, 10},
    {"mlp-1", 64, 784, 256},   {"mlp-2", 64, 256, 128},       {"deep", 128, 500, 500},
    {"vgg-7", 64, 2048, 256},  {"alexnet-6", 16, 9216, 4096}, {"alexnet-7", 16, 4096, 4096},
};

const ConvolutionLayer kPools[] = {
    {"lenet-1", {64, 6, 28, 28, 2, 2, 0}, 0},    {"lenet-2", {64, 16, 10, 10, 2, 2, 0}, 0},
    {"cifar-1", {64, 16, 32, 32, 2, 2, 0}, 0},   {"vgg-1", {64, 32, 32, 32, 2, 2, 0}, 0},
    {"alexnet-1", {16, 96, 55, 55, 3, 2, 0}, 0},
};

Tensor random_tensor(const Shape& shape, std::uint32_t minor) {
  Tensor tensor(shape);
  Random(1, Stream::Test, 0, minor).fill_normal(tensor.values());
  return tensor;
}

void report_flops(benchmark::State& state, double flops) {
  state.counters["GFLOP/s"] = benchmark::Counter(
      flops * 1e-9 * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

using MakeConvolution =
    std::function<std::unique_ptr<Convolution>(WorkerPool&, const WindowGeometry&, Index)>;

void run_convolution(benchmark::State& state, const ConvolutionLayer& layer,
                     const MakeConvolution& make, char pass) {
  const WindowGeometry& g = layer.geometry;
  WorkerPool pool(static_cast<int>(state.range(0)));
  const auto plan = make(pool, g, layer.filters);
  Tensor x = random_tensor({g.batch, g.channels, g.height, g.width}, 1);
  Tensor w = random_tensor({layer.filters, g.channels, g.size, g.size}, 2);
  Tensor bias = random_tensor({layer.filters}, 3);
  Tensor y = random_tensor({g.batch, layer.filters, g.out_height(), g.out_width()}, 4);
  for (auto _ : state) {
    if (pass == 'f') plan->forward(x.data(), w.data(), bias.data(), y.data());
    if (pass == 'd') plan->backward_data(y.data(), w.data(), x.data());
    if (pass == 'w') plan->backward_weights(x.data(), y.data(), w.data(), bias.data());
  }
  report_flops(state, 2.0 * static_cast<double>(y.size() * g.channels * g.size * g.size));
}

// y = x wᵀ, dx = dy w, dw = dyᵀ x
void run_dense(benchmark::State& state, const DenseLayer& layer, Backend backend, char pass) {
  WorkerPool pool(static_cast<int>(state.range(0)));
  const auto kernels = make_kernels(backend, pool);
  const auto [name, batch, in, out] = layer;
  Tensor x = random_tensor({batch, in}, 1);
  Tensor w = random_tensor({out, in}, 2);
  Tensor y = random_tensor({batch, out}, 3);
  for (auto _ : state) {
    if (pass == 'f') kernels->gemm(false, true, batch, out, in, x.data(), w.data(), 0, y.data());
    if (pass == 'd') kernels->gemm(false, false, batch, in, out, y.data(), w.data(), 0, x.data());
    if (pass == 'w') kernels->gemm(true, false, out, in, batch, y.data(), x.data(), 0, w.data());
  }
  report_flops(state, 2.0 * static_cast<double>(batch * in * out));
}

void run_pool(benchmark::State& state, const WindowGeometry& g, char pass) {
  WorkerPool pool(static_cast<int>(state.range(0)));
  const auto kernels = make_kernels(Backend::OneDnn, pool);
  Tensor x = random_tensor({g.batch, g.channels, g.height, g.width}, 1);
  Tensor y = random_tensor({g.batch, g.channels, g.out_height(), g.out_width()}, 2);
  std::vector<std::int32_t> winner(static_cast<std::size_t>(y.size()));
  kernels->max_pool(g, x.data(), y.data(), winner.data());
  for (auto _ : state) {
    if (pass == 'f') kernels->max_pool(g, x.data(), y.data(), winner.data());
    if (pass == 'd') kernels->max_pool_backward(g, y.data(), winner.data(), x.data());
  }
  state.SetItemsProcessed(state.iterations() * x.size());
}

template <typename Body>
void add_benchmark(const std::string& name, const Body& body) {
  benchmark::RegisterBenchmark(name.c_str(), body)
      ->ArgName("threads")
      ->Arg(1)
      ->Arg(2)
      ->UseRealTime()
      ->MeasureProcessCPUTime()
      ->Unit(benchmark::kMicrosecond);
}

std::string pass_name(char pass) {
  if (pass == 'f') return "forward";
  return pass == 'd' ? "backward_data" : "backward_weights";
}

MakeConvolution winograd(WinogradAlgorithm algorithm) {
  return [algorithm](WorkerPool& pool, const WindowGeometry& g, Index filters) {
    return make_winograd_convolution(algorithm, pool,
                                     std::make_shared<ScratchMemory>(pool.threads()), g, filters);
  };
}

bool can_do(const std::string& way, const WindowGeometry& g) {
  if (way == "tiles") return DirectConvolution::supports(g);
  if (way == "winograd5") return winograd_supports(WinogradAlgorithm::TwoOfFive, g);
  if (way.starts_with("winograd")) return winograd_supports(WinogradAlgorithm::TwoOfThree, g);
  return true;
}

void add_convolutions() {
  const std::pair<const char*, MakeConvolution> ways[] = {
      {"picked",
       [](WorkerPool& pool, const WindowGeometry& g, Index filters) {
         return make_kernels(Backend::OneDnn, pool)->make_convolution(g, filters);
       }},
      {"tiles",
       [](WorkerPool& pool, const WindowGeometry& g, Index filters) {
         return std::make_unique<DirectConvolution>(pool, g, filters);
       }},
      {"winograd2", winograd(WinogradAlgorithm::TwoOfThree)},
      {"winograd4", winograd(WinogradAlgorithm::FourOfThree)},
      {"winograd5", winograd(WinogradAlgorithm::TwoOfFive)},
      {"onednn",
       [](WorkerPool& pool, const WindowGeometry& g, Index filters) {
         return std::make_unique<OneDnnConvolution>(
             pool, std::make_shared<ScratchMemory>(pool.threads()), g, filters);
       }},
      {"eigen", [](WorkerPool& pool, const WindowGeometry& g, Index filters) {
         return make_kernels(Backend::Eigen, pool)->make_convolution(g, filters);
       }}};
  for (const auto& [way, make] : ways)
    for (const ConvolutionLayer& layer : kConvolutions) {
      if (!can_do(way, layer.geometry)) continue;
      for (const char pass : {'f', 'd', 'w'}) {
        // Nothing asks for the gradient of a net's input in training.
        if (pass == 'd' && layer.geometry.channels <= 3) continue;
        add_benchmark(std::string("convolution/") + way + "/" + layer.name + "/" + pass_name(pass),
                      [&layer, make = make, pass](benchmark::State& state) {
                        run_convolution(state, layer, make, pass);
                      });
      }
    }
}

void add_others() {
  for (const Backend backend : {Backend::OneDnn, Backend::Eigen})
    for (const DenseLayer& layer : kDense)
      for (const char pass : {'f', 'd', 'w'})
        add_benchmark(std::string("dense/") + (backend == Backend::OneDnn ? "onednn/" : "eigen/") +
                          layer.name + "/" + pass_name(pass),
                      [&layer, backend, pass](benchmark::State& state) {
                        run_dense(state, layer, backend, pass);
                      });
  for (const ConvolutionLayer& layer : kPools)
    for (const char pass : {'f', 'd'})
      add_benchmark(
          std::string("max_pool/") + layer.name + "/" + pass_name(pass),
          [&layer, pass](benchmark::State& state) { run_pool(state, layer.geometry, pass); });
}

}  // namespace
}  // namespace netdyno

int main(int argc, char** argv) {
  netdyno::add_convolutions();
  netdyno::add_others();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
