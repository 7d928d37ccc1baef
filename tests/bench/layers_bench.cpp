// SPDX-License-Identifier: MIT
//
// Time of single layers on shapes of the reference nets, forward and backward, in values a second
// (a value: one of x). What is not a product or a convolution should run at the speed of memory.
//
//   build/tests/layers_bench --benchmark_filter=batchnorm
#include <benchmark/benchmark.h>

#include "engine/core/random.h"
#include "engine/nn/layer_registry.h"

namespace netdyno {
namespace {

struct Row {
  const char* type;
  Shape input;
  Index batch_size;
  const char* option = nullptr;  // a required one, an integer
  Index value = 0;
};

const Row kRows[] = {
    {"relu", {32, 32, 32}, 64},
    {"relu", {500}, 128},
    {"leaky_relu", {32, 32, 32}, 64},
    {"elu", {32, 32, 32}, 64},
    {"tanh", {500}, 128},
    {"tanh", {32, 32, 32}, 64},
    {"sigmoid", {32, 32, 32}, 64},
    {"prelu", {32, 32, 32}, 64},
    {"dropout", {4096}, 16},
    {"dropout", {32, 32, 32}, 64},
    {"batchnorm", {32, 32, 32}, 64},
    {"batchnorm", {128, 8, 8}, 64},
    {"batchnorm", {500}, 128},
    {"lrn", {96, 27, 27}, 16, "size", 5},
    {"flatten", {128, 4, 4}, 64},
    {"dense", {500}, 128, "units", 500},
};

Tensor random_tensor(const Shape& shape, std::uint32_t minor) {
  Tensor tensor(shape);
  Random(1, Stream::Test, 0, minor).fill_normal(tensor.values());
  return tensor;
}

void run(benchmark::State& state, const Row& row, bool backward, int threads) {
  WorkerPool pool(threads);
  const auto kernels = make_kernels(Backend::OneDnn, pool);
  LayerSpec spec = default_layer_spec(row.type);
  if (row.option) spec.options.set(layer_type(row.type).fields, row.option, row.value);
  const auto layer = make_layer(spec, row.input, *kernels);
  const Tensor x = random_tensor(row.input.with_batch(row.batch_size), 1);
  const Pass pass{.mode = Mode::Training, .seed = 1, .step = 1};
  Scratch scratch;
  Tensor y;
  Tensor dx;
  layer->forward(x, y, scratch, pass);
  const Tensor dy = random_tensor(y.shape(), 2);
  for (auto _ : state) {
    if (backward)
      layer->backward(x, y, dy, &dx, scratch, pass);
    else
      layer->forward(x, y, scratch, pass);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * x.size());
}

void register_rows() {
  for (const Row& row : kRows)
    for (const int threads : {1, 2})
      for (const bool backward : {false, true}) {
        const std::string name = std::string(row.type) + "/" + row.input.text() + "/" +
                                 (backward ? "backward" : "forward") +
                                 "/threads:" + std::to_string(threads);
        benchmark::RegisterBenchmark(name.c_str(), [&row, backward, threads](auto& state) {
          run(state, row, backward, threads);
        })->UseRealTime();
      }
}

}  // namespace
}  // namespace netdyno

int main(int argc, char** argv) {
  netdyno::register_rows();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
