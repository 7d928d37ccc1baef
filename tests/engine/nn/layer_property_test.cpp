// SPDX-License-Identifier: MIT
//
// What holds for every layer type of the registry.

#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "tests/support/layer_cases.h"

namespace netdyno {
namespace {

using test::LayerCase;
using test::Machine;

std::vector<Shape> parameter_shapes(const Layer& layer) {
  std::vector<Shape> shapes;
  for (const Parameter& parameter : layer.parameters()) shapes.push_back(parameter.value.shape());
  for (const Layer* inner : layer.inner_layers())
    for (const Shape& shape : parameter_shapes(*inner)) shapes.push_back(shape);
  return shapes;
}

Tensor input_of(const LayerCase& layer_case) {
  return test::normal_tensor(layer_case.input.with_batch(layer_case.batch_size), 1);
}

bool is_equal(const Tensor& a, const Tensor& b) {
  return a.shape() == b.shape() && std::ranges::equal(a.values(), b.values());
}

TEST(LayerProperty, ALayersSpecMakesTheSameLayer) {
  const Machine machine;
  for (const LayerCase& layer_case : test::layer_cases()) {
    const auto layer = make_layer(layer_case.spec, layer_case.input, machine);
    const auto again = make_layer(layer->spec(), layer->input_shape(), machine);
    EXPECT_EQ(again->spec(), layer->spec()) << layer_case.text();
    EXPECT_EQ(again->output_shape(), layer->output_shape()) << layer_case.text();
    EXPECT_EQ(parameter_shapes(*again), parameter_shapes(*layer)) << layer_case.text();
  }
}

TEST(LayerProperty, APassLeavesItsInputsAndCanBeRepeatedBitForBit) {
  const Machine machine(2);
  const Pass pass{.mode = Mode::Training, .seed = 1, .step = 2};
  for (const LayerCase& layer_case : test::layer_cases()) {
    const auto layer = test::make_random_layer(layer_case, machine);
    const Tensor x = input_of(layer_case);
    Tensor first;
    Tensor second;
    Scratch scratch;
    Scratch other;
    layer->forward(x, first, scratch, pass);
    layer->forward(x, second, other, pass);
    EXPECT_TRUE(is_equal(first, second)) << layer_case.text();
    const Tensor dy = test::normal_tensor(first.shape(), 3);
    Tensor dx;
    Tensor dx_again;
    layer->backward(x, first, dy, &dx, scratch, pass);
    layer->backward(x, second, dy, &dx_again, other, pass);
    EXPECT_TRUE(is_equal(dx, dx_again)) << layer_case.text();
    EXPECT_TRUE(is_equal(x, input_of(layer_case))) << layer_case.text();
    EXPECT_TRUE(is_equal(first, second)) << layer_case.text();
  }
}

TEST(LayerProperty, WhatIsNotANumberShowsInTheOutput) {
  const Machine machine;
  for (const LayerCase& layer_case : test::layer_cases()) {
    const auto layer = test::make_random_layer(layer_case, machine);
    Tensor x = input_of(layer_case);
    x.fill(std::numeric_limits<float>::quiet_NaN());
    Tensor y;
    Scratch scratch;
    layer->forward(x, y, scratch, {.mode = Mode::Training});
    EXPECT_FALSE(y.is_finite()) << layer_case.text();
  }
}

// Products and convolutions may be cut differently for another number of threads; nothing else is.
TEST(LayerProperty, ElementwiseAndNormalizingLayersDoNotDependOnThreads) {
  const Machine one(1);
  const Machine three(3);
  const Pass pass{.mode = Mode::Training, .seed = 1, .step = 2};
  const std::set<std::string> own = {"batchnorm", "lrn",        "dropout", "prelu",
                                     "relu",      "leaky_relu", "elu",     "tanh",
                                     "sigmoid",   "maxpool",    "avgpool"};
  for (LayerCase layer_case : test::layer_cases()) {
    if (!own.contains(layer_case.spec.type)) continue;
    layer_case.input = {3, 70, 71};
    layer_case.batch_size = 4;
    const Tensor x = input_of(layer_case);
    std::vector<Tensor> outputs;
    std::vector<Tensor> gradients;
    for (const Machine* machine : {&one, &three}) {
      const auto layer = test::make_random_layer(layer_case, *machine);
      Scratch scratch;
      layer->forward(x, outputs.emplace_back(), scratch, pass);
      const Tensor dy = test::normal_tensor(outputs.back().shape(), 3);
      layer->backward(x, outputs.back(), dy, &gradients.emplace_back(), scratch, pass);
    }
    EXPECT_TRUE(is_equal(outputs[0], outputs[1])) << layer_case.text();
    EXPECT_TRUE(is_equal(gradients[0], gradients[1])) << layer_case.text();
  }
}

}  // namespace
}  // namespace netdyno
