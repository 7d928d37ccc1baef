// tests/engine/probe/probe_bench.h
// SPDX-License-Identifier: MIT
//
// A small network with data, on which a probe can be tried.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/nn/layer_registry.h"
#include "engine/nn/loss.h"
#include "engine/nn/network.h"
#include "engine/probe/probe.h"

namespace netdyno::test {

using Settings = std::vector<std::pair<std::string, OptionValue>>;

inline LayerSpec layer(const std::string& type, const Settings& settings = {}) {
  LayerSpec spec = default_layer_spec(type);
  for (const auto& [key, value] : settings) spec.options.set(layer_type(type).fields, key, value);
  return spec;
}

inline LayerSpec dense(std::int64_t units) {
  return layer("dense", {{"units", units}});
}
inline LayerSpec conv(std::int64_t filters, std::int64_t size) {
  return layer("conv", {{"filters", filters}, {"size", size}});
}

struct ProbeBench {
  WorkerPool pool{1};
  std::unique_ptr<Kernels> kernels;
  Network network;
  DataView validation;
  std::shared_ptr<const Preprocessor> preprocessor;
  Batch batch;
  Workspace workspace;
  Workspace scratch;
  std::vector<Index> pinned;
  std::int64_t step = 0;
  DataView train;      // those of validation, unless a test sets another
  std::string fitted;  // the preprocessing's name
  Augmenter augmenter;
  DataPage page;
  ProbeFocus focus;
  ExaminedImage examined;
  std::vector<Tensor> weights_before;

  // The validation examples are `values`, labelled 0, 1, 2, 0, 1, …
  ProbeBench(const Shape& input, const std::vector<LayerSpec>& layers,
             const std::vector<float>& values, const std::string& preprocess_name = "none")
      : kernels(make_kernels(Backend::Eigen, pool)),
        network({.input = input, .init = {"xavier", {}}, .layers = layers}, *kernels),
        validation(make_view(input, values)),
        preprocessor(preprocessing(preprocess_name).fit(validation)),
        train(validation),
        fitted(preprocess_name) {
    network.initialize(1);
    read_batch(validation, 0, validation.count, *preprocessor, batch);
  }

  // Forward and backward, as a training step does before its update.
  void pass() {
    const Pass training{.mode = Mode::Training, .seed = 1, .step = std::uint64_t(++step)};
    const Tensor& logits = network.forward(batch.x, workspace, training);
    Tensor dlogits;
    loss_function("softmax").evaluate(logits, batch.labels, &dlogits);
    network.backward(batch.x, dlogits, workspace, training);
  }

  ProbeInput input() {
    return {.network = network,
            .batch = batch,
            .workspace = workspace,
            .validation = validation,
            .preprocessor = *preprocessor,
            .pinned = pinned,
            .seed = 1,
            .step = step,
            .scratch = scratch,
            .train = train,
            .preprocess = fitted,
            .augmenter = &augmenter,
            .page = page,
            .focus = focus,
            .examined = &examined,
            .weights_before = weights_before};
  }

  template <typename T>
  T measure(const std::string& id) {
    return std::get<T>(find_probe(id)->measure(input()));
  }

  static DataView make_view(const Shape& sample, const std::vector<float>& values) {
    std::vector<std::int32_t> labels(values.size() / static_cast<std::size_t>(sample.size()));
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = static_cast<std::int32_t>(i % 3);
    const std::vector<std::string> classes = {"first", "second", "third"};
    const auto data = std::make_shared<const Dataset>("test", sample, values, labels, classes);
    return {data, 0, data->size()};
  }
};

inline std::vector<float> normal_values(Index count) {
  std::vector<float> values(static_cast<std::size_t>(count));
  Random(3, Stream::Test).fill_normal(values);
  return values;
}

// Images of 6×6 through a convolution to three classes.
struct SmallConvNet : ProbeBench {
  SmallConvNet()
      : ProbeBench({1, 6, 6}, {conv(2, 3), layer("relu"), layer("flatten"), dense(3)},
                   normal_values(9 * 36)) {}
};

}  // namespace netdyno::test
