// SPDX-License-Identifier: MIT
#include "app/cli/bench_nets.h"

#include <nlohmann/json.hpp>

#include "engine/core/random.h"
#include "engine/nn/layer_builders.h"
#include "engine/nn/named_networks.h"

namespace netdyno::app {

namespace {

constexpr Index kBatchesOfData = 16;

using namespace layers;
using Layers = std::vector<LayerSpec>;

void append(Layers& list, std::initializer_list<LayerSpec> more) {
  list.insert(list.end(), more.begin(), more.end());
}

Layers mlp() {
  return {layer("flatten"), dense(256), layer("relu"), dense(128), layer("relu"), dense(10)};
}

Layers convnetjs_cifar() {
  Layers list;
  for (const Index filters : {16, 20, 20})
    append(list, {conv(filters, 5, 2), layer("relu"), max_pool(2)});
  append(list, {layer("flatten"), dense(10)});
  return list;
}

Layers vgg_small_bn() {
  Layers list;
  for (const Index filters : {32, 64, 128}) {
    for (int i = 0; i < 2; ++i)
      append(list, {conv(filters, 3, 1), layer("batchnorm"), layer("relu")});
    append(list, {max_pool(2)});
  }
  append(list, {layer("flatten"), dense(256), layer("relu"), dropout(0.5), dense(10)});
  return list;
}

Layers published(const char* network, const Shape& input, Index classes) {
  return named_network(network).layers(input, classes);
}

}  // namespace

std::vector<BenchNet> bench_nets() {
  const Shape grey = {1, 28, 28}, color = {3, 32, 32}, large = {3, 227, 227};
  return {
      {"mlp", 64, grey, 10, mlp()},
      {"deep10x500", 128, grey, 10, published("deep-tanh-10", grey, 10)},
      {"lenet", 64, grey, 10, published("lenet-5", grey, 10)},
      {"convnetjs-cifar", 64, color, 10, convnetjs_cifar()},
      {"vgg-small-bn", 64, color, 10, vgg_small_bn()},
      {"alexnet", 16, large, 1000, published("alexnet", large, 1000)},
  };
}

Recipe bench_recipe(const BenchNet& net) {
  Recipe recipe = recipe_from_json(
      {{"data", {{"source", "gaussian"}}},
       {"model", {{"input", {1}}, {"layers", {{{"type", "relu"}}}}}},
       {"optimizer", {{"kind", "momentum"}, {"learning_rate", 0.001}, {"momentum", 0.9}}},
       {"penalty", {{"l2", 0.0005}}},
       {"batch_size", net.batch_size}});
  recipe.model = {net.input, {}, net.layers};
  return recipe;
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
