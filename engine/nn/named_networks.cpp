// SPDX-License-Identifier: MIT
//
// To add a network: its function and a row in the table below.
#include "engine/nn/named_networks.h"

#include <initializer_list>
#include <iterator>
#include <utility>

#include "engine/core/registry.h"
#include "engine/nn/layer_builders.h"
#include "engine/nn/network_plan.h"

namespace netdyno {

namespace {

using namespace layers;
using Layers = std::vector<LayerSpec>;

void append(Layers& list, std::initializer_list<LayerSpec> more) {
  list.insert(list.end(), more.begin(), more.end());
}

Layers flattened(const Shape& input) {
  return input.is_image() ? Layers{layer("flatten")} : Layers{};
}

Layers linear(const Shape& input, Index classes) {
  Layers list = flattened(input);
  append(list, {dense(classes)});
  return list;
}

Layers one_hidden_layer(const Shape& input, Index classes) {
  Layers list = flattened(input);
  append(list, {dense(50), layer("relu"), dense(classes)});
  return list;
}

Layers ten_layers(const Shape& input, Index classes, const std::string& nonlinearity) {
  Layers list = flattened(input);
  for (int i = 0; i < 10; ++i) append(list, {dense(500), layer(nonlinearity)});
  append(list, {dense(classes)});
  return list;
}

Layers ten_tanh(const Shape& input, Index classes) {
  return ten_layers(input, classes, "tanh");
}
Layers ten_sigmoid(const Shape& input, Index classes) {
  return ten_layers(input, classes, "sigmoid");
}

// Padded so that 28×28 becomes the published 32×32; other sizes are padded the same.
Layers lenet5(const Shape&, Index classes) {
  return {conv(6, 5, 2), layer("relu"), max_pool(2),      conv(16, 5),
          layer("relu"), max_pool(2),   layer("flatten"), dense(120),
          layer("relu"), dense(84),     layer("relu"),    dense(classes)};
}

Index halvings(const Shape& input, Index most) {
  Index count = 0;
  for (Index side = std::min(input.height(), input.width());
       count < most && side % 2 == 0 && input.height() % 2 == input.width() % 2 && side > 1;
       side /= 2)
    ++count;
  return count;
}

// Two convolutions of ten 3×3 filters between pools, as often as the side can be halved.
Layers example_convnet(const Shape& input, Index classes) {
  Layers list;
  const Index pools = halvings(input, 3);
  for (Index i = 0; i < std::max<Index>(pools, 1); ++i) {
    append(list, {conv(10, 3, 1), layer("relu"), conv(10, 3, 1), layer("relu")});
    if (i < pools) append(list, {max_pool(2)});
  }
  append(list, {layer("flatten"), dense(classes)});
  return list;
}

// [CONV-RELU-POOL]×N, [FC-RELU]×M, SOFTMAX with N = 2, M = 1.
Layers conv_relu_pool(const Shape&, Index classes) {
  Layers list;
  for (const Index filters : {16, 32})
    append(list, {conv(filters, 5, 2), layer("relu"), max_pool(2)});
  append(list, {layer("flatten"), dense(128), layer("relu"), dense(classes)});
  return list;
}

LayerSpec block(Index filters) {
  return residual({conv(filters, 3, 1), layer("batchnorm"), layer("relu"), conv(filters, 3, 1),
                   layer("batchnorm")});
}

Layers small_residual(const Shape&, Index classes) {
  Layers list = {conv(32, 3, 1), layer("batchnorm"), layer("relu"), max_pool(2)};
  append(list, {block(32), layer("relu"), conv(64, 3, 1), layer("batchnorm"), layer("relu"),
                max_pool(2)});
  append(list, {block(64), layer("relu"), layer("flatten"), dense(classes)});
  return list;
}

Layers vgg16(const Shape&, Index classes) {
  Layers list;
  const std::pair<Index, int> stages[] = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};
  for (const auto& [filters, depth] : stages) {
    for (int i = 0; i < depth; ++i) append(list, {conv(filters, 3, 1), layer("relu")});
    append(list, {max_pool(2)});
  }
  append(list, {layer("flatten")});
  for (int i = 0; i < 2; ++i) append(list, {dense(4096), layer("relu"), dropout(0.5)});
  append(list, {dense(classes)});
  return list;
}

Layers alexnet(const Shape&, Index classes) {
  const LayerSpec norm = layer("lrn", {{"size", Index{5}}});
  Layers list = {conv(96, 11, 0, 4), layer("relu"), max_pool(3, 2), norm,
                 conv(256, 5, 2),    layer("relu"), max_pool(3, 2), norm};
  for (const Index filters : {384, 384, 256}) append(list, {conv(filters, 3, 1), layer("relu")});
  append(list, {max_pool(3, 2), layer("flatten")});
  for (int i = 0; i < 2; ++i) append(list, {dense(4096), layer("relu"), dropout(0.5)});
  append(list, {dense(classes)});
  return list;
}

}  // namespace

std::span<const NamedNetwork> named_networks() {
  static const std::vector<NamedNetwork> rows = {
      {"linear", "A linear classifier: one dense layer", {1, 28, 28}, linear},
      {"one-hidden-50", "One hidden layer of 50 ReLU units", {1, 28, 28}, one_hidden_layer},
      {"deep-tanh-10", "Ten dense tanh layers of 500 units", {1, 28, 28}, ten_tanh},
      {"deep-sigmoid-10", "Ten dense sigmoid layers of 500 units", {1, 28, 28}, ten_sigmoid},
      {"lenet-5", "LeNet-5: two convolutions, three dense layers", {1, 28, 28}, lenet5},
      {"convnet",
       "Pairs of 3×3 convolutions with ten filters between max pools",
       {3, 32, 32},
       example_convnet},
      {"conv-relu-pool",
       "[conv-ReLU-pool] twice, [dense-ReLU] once, dense",
       {3, 32, 32},
       conv_relu_pool},
      {"residual", "Two residual blocks with batch normalization", {3, 32, 32}, small_residual},
      {"vgg-16", "VGG-16: thirteen 3×3 convolutions, three dense layers", {3, 224, 224}, vgg16},
      {"alexnet",
       "AlexNet without groups: five convolutions, three dense layers",
       {3, 227, 227},
       alexnet},
  };
  return rows;
}

const NamedNetwork& named_network(const std::string& name) {
  return find_row(named_networks(), name, "network", "network");
}

NetworkSpec make_named_network(const NamedNetwork& network, const Shape& input, Index classes) {
  NetworkSpec spec{input, {}, network.layers(input, classes)};
  if (!plan_network(spec).problem) return spec;
  return {network.input, {}, network.layers(network.input, classes)};
}

}  // namespace netdyno
