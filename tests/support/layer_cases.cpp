// SPDX-License-Identifier: MIT
#include "tests/support/layer_cases.h"

#include <fmt/core.h>

#include "engine/nn/activations.h"

namespace netdyno::test {

namespace {

LayerSpec residual(std::vector<LayerSpec> body) {
  LayerSpec spec = layer("residual");
  spec.layers = std::move(body);
  return spec;
}

LayerSpec average_pool(Index size, Index stride, Index pad) {
  return layer("avgpool", {{"size", size}, {"stride", stride}, {"pad", pad}});
}

LayerSpec padded_max_pool(Index size, Index stride, Index pad) {
  return layer("maxpool", {{"size", size}, {"stride", stride}, {"pad", pad}});
}

std::vector<LayerCase> cases_with_weights() {
  const Index three = 3;
  return {{dense(4), {7}, 3},
          {dense(1), {1}, 1},
          {conv(3, 3), {2, 7, 5}, 2},
          {conv(2, 3, 1, 2), {3, 7, 5}, 1},
          {conv(2, 5, 2), {1, 3, 6}, 3},
          {conv(5, 1), {3, 2, 3}, 2},
          {layer("batchnorm"), {3, 3, 2}, 4},
          {layer("batchnorm", {{"epsilon", 0.1}}), {5}, 6},
          {layer("prelu"), {2, 3, 3}, 3},
          {layer("prelu"), {5}, 1},
          {layer("maxout", {{"units", three}, {"pieces", three}}), {5}, 4},
          {layer("maxout", {{"units", three}, {"pieces", Index{1}}}), {2}, 1},
          {residual({conv(2, 3, 1), layer("tanh"), conv(2, 3, 1)}), {2, 3, 4}, 2},
          {residual({dense(4), layer("batchnorm"), layer("dropout")}), {4}, 5}};
}

std::vector<LayerCase> cases_without_weights() {
  return {{max_pool(2), {2, 6, 4}, 2},
          {max_pool(2), {1, 7, 5}, 1},
          {padded_max_pool(3, 2, 1), {2, 7, 6}, 2},
          {average_pool(2, 0, 0), {2, 7, 4}, 2},
          {average_pool(3, 2, 1), {1, 6, 7}, 1},
          {layer("lrn", {{"size", Index{3}}, {"alpha", 0.5}}), {5, 2, 3}, 2},
          {layer("lrn", {{"size", Index{4}}, {"alpha", 0.5}, {"k", 2.0}}), {6, 1, 2}, 3},
          {layer("dropout", {{"rate", 0.3}}), {3, 4, 5}, 2},
          {layer("dropout", {{"mode", std::string("vanilla")}}), {9}, 1},
          {layer("flatten"), {2, 3, 2}, 3},
          {layer("gradient_reversal", {{"lambda", 0.5}}), {6}, 2}};
}

}  // namespace

std::string LayerCase::text() const {
  std::string options;
  for (const auto& [key, value] : spec.options.values())
    options += fmt::format(" {}: {},", key, describe(value));
  return fmt::format("{}{} {} samples of {}", spec.type, options, batch_size, input.text());
}

std::vector<LayerCase> layer_cases() {
  std::vector<LayerCase> cases = cases_with_weights();
  for (const LayerCase& further : cases_without_weights()) cases.push_back(further);
  for (const Activation& activation : activations()) {
    cases.push_back({layer(activation.name), {2, 3, 5}, 2});
    cases.push_back({layer(activation.name), {7}, 1});
  }
  return cases;
}

namespace {

void randomize(Layer& layer, std::uint64_t draw) {
  for (Parameter& parameter : layer.parameters()) {
    parameter.value = normal_tensor(parameter.value.shape(), ++draw);
    parameter.value.array() *= 0.5f;
  }
  for (Buffer& buffer : layer.buffers()) {
    buffer.value = normal_tensor(buffer.value.shape(), ++draw);
    if (buffer.name == "running_var") buffer.value.array() = buffer.value.array().abs() + 0.5f;
  }
  for (Layer* inner : layer.inner_layers()) randomize(*inner, draw += 10);
}

}  // namespace

std::unique_ptr<Layer> make_random_layer(const LayerCase& layer_case, Kernels& kernels) {
  std::unique_ptr<Layer> layer = make_layer(layer_case.spec, layer_case.input, kernels);
  randomize(*layer, 100);
  return layer;
}

}  // namespace netdyno::test
