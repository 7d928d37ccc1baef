// SPDX-License-Identifier: MIT
#include "app/cli/bench_nets.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/core/random.h"
#include "engine/nn/layer_registry.h"

namespace netdyno::app {

namespace {

constexpr Index kBatchesOfData = 16;

using Layers = std::vector<Json>;

Json layer(const char* type) {
  return {{"type", type}};
}
Json dense(Index units) {
  return {{"type", "dense"}, {"units", units}};
}
Json dropout(double rate) {
  return {{"type", "dropout"}, {"rate", rate}};
}
Json max_pool(Index size, Index stride) {
  return {{"type", "maxpool"}, {"size", size}, {"stride", stride}};
}
Json conv(Index filters, Index size, Index stride, Index pad) {
  return {{"type", "conv"}, {"filters", filters}, {"size", size}, {"stride", stride}, {"pad", pad}};
}

Json response_norm(Index size) {
  return {{"type", "lrn"}, {"size", size}};
}

void append(Layers& layers, std::initializer_list<Json> more) {
  layers.insert(layers.end(), more.begin(), more.end());
}

Layers mlp() {
  return {layer("flatten"), dense(256), layer("relu"), dense(128), layer("relu"), dense(10)};
}

Layers deep10x500() {
  Layers layers = {layer("flatten")};
  for (int i = 0; i < 10; ++i) append(layers, {dense(500), layer("tanh")});
  append(layers, {dense(10)});
  return layers;
}

Layers lenet() {
  return {conv(6, 5, 1, 2), layer("relu"),  max_pool(2, 2),   conv(16, 5, 1, 0),
          layer("relu"),    max_pool(2, 2), layer("flatten"), dense(120),
          layer("relu"),    dense(84),      layer("relu"),    dense(10)};
}

Layers convnetjs_cifar() {
  Layers layers;
  for (const Index filters : {16, 20, 20})
    append(layers, {conv(filters, 5, 1, 2), layer("relu"), max_pool(2, 2)});
  append(layers, {layer("flatten"), dense(10)});
  return layers;
}

Layers vgg_small_bn() {
  Layers layers;
  for (const Index filters : {32, 64, 128}) {
    for (int i = 0; i < 2; ++i)
      append(layers, {conv(filters, 3, 1, 1), layer("batchnorm"), layer("relu")});
    append(layers, {max_pool(2, 2)});
  }
  append(layers, {layer("flatten"), dense(256), layer("relu"), dropout(0.5), dense(10)});
  return layers;
}

Layers alexnet() {
  Layers layers = {conv(96, 11, 4, 0), layer("relu"), max_pool(3, 2), response_norm(5),
                   conv(256, 5, 1, 2), layer("relu"), max_pool(3, 2), response_norm(5)};
  for (const Index filters : {384, 384, 256})
    append(layers, {conv(filters, 3, 1, 1), layer("relu")});
  append(layers, {max_pool(3, 2), layer("flatten")});
  for (int i = 0; i < 2; ++i) append(layers, {dense(4096), layer("relu"), dropout(0.5)});
  append(layers, {dense(1000)});
  return layers;
}

bool can_be_made(const BenchNet& net) {
  return std::ranges::all_of(net.make_layers(), [](const Json& json) {
    return std::ranges::count(layer_types(), json["type"].get<std::string>(), &LayerType::name) > 0;
  });
}

}  // namespace

std::vector<BenchNet> bench_nets() {
  std::vector<BenchNet> nets = {
      {"mlp", 64, {1, 28, 28}, 10, mlp},
      {"deep10x500", 128, {1, 28, 28}, 10, deep10x500},
      {"lenet", 64, {1, 28, 28}, 10, lenet},
      {"convnetjs-cifar", 64, {3, 32, 32}, 10, convnetjs_cifar},
      {"vgg-small-bn", 64, {3, 32, 32}, 10, vgg_small_bn},
      {"alexnet", 16, {3, 227, 227}, 1000, alexnet},
  };
  std::erase_if(nets, [](const BenchNet& net) { return !can_be_made(net); });
  return nets;
}

Recipe bench_recipe(const BenchNet& net) {
  const auto extents = net.input.extents();
  return recipe_from_json(
      {{"data", {{"source", "gaussian"}}},
       {"model",
        {{"input", std::vector<Index>(extents.begin(), extents.end())},
         {"layers", net.make_layers()}}},
       {"optimizer", {{"kind", "momentum"}, {"learning_rate", 0.001}, {"momentum", 0.9}}},
       {"penalty", {{"l2", 0.0005}}},
       {"batch_size", net.batch_size}});
}

DataSplits bench_data(const BenchNet& net) {
  const Index examples = kBatchesOfData * net.batch_size;
  Random random(1, Stream::Generator);
  std::vector<float> values(static_cast<std::size_t>(examples * net.input.size()));
  random.fill_uniform(values);
  std::vector<std::int32_t> labels(static_cast<std::size_t>(examples));
  for (std::int32_t& label : labels)
    label = static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(net.classes)));
  std::vector<std::string> names(static_cast<std::size_t>(net.classes));
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = std::to_string(i);
  const auto dataset = std::make_shared<const Dataset>("random data", net.input, std::move(values),
                                                       std::move(labels), std::move(names));
  return {.train = {dataset, 0, examples}, .validation = {dataset, examples, 0}};
}

}  // namespace netdyno::app
