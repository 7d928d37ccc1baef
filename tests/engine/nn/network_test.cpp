// SPDX-License-Identifier: MIT
#include "engine/nn/network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/nn/initializer.h"
#include "engine/nn/loss.h"
#include "tests/support/networks.h"

namespace netdyno {
namespace {

using test::conv;
using test::dense;
using test::layer;
using test::Machine;
using test::normal_tensor;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> state_names(Network& network) {
  std::vector<std::string> names;
  for (const NamedTensor& entry : network.state()) names.push_back(entry.name);
  return names;
}

std::vector<float> weights_of(const Layer& layer) {
  const std::span<const float> values = layer.parameters()[0].value.values();
  return {values.begin(), values.end()};
}

TEST(Network, LenetHas61706Parameters) {
  const Machine machine;
  const Network network(test::lenet(), machine);
  EXPECT_EQ(network.parameter_count(), 61706);
  EXPECT_EQ(network.output_shape(), Shape({10}));
}

TEST(Network, StateIsNamedAsTorchSequential) {
  const Machine machine;
  Network network({{1, 6, 6}, {}, {conv(2, 3), layer("relu"), layer("flatten"), dense(3)}},
                  machine);
  EXPECT_THAT(state_names(network), ElementsAre("0.weight", "0.bias", "3.weight", "3.bias"));
  EXPECT_EQ(network.state()[0].tensor->shape(), Shape({2, 1, 3, 3}));
  EXPECT_EQ(network.state()[2].tensor->shape(), Shape({3, 32}));
}

TEST(Network, SpecHoldsAllDefaults) {
  const Machine machine;
  LayerSpec bare{.type = "conv", .options = {}, .init = {}, .layers = {}};
  bare.options.set(layer_type("conv").fields, "filters", std::int64_t{2});
  bare.options.set(layer_type("conv").fields, "size", std::int64_t{3});
  const Network network({{1, 6, 6}, {}, {bare}}, machine);
  EXPECT_EQ(network.spec().layers[0].options.integer("stride"), 1);
  EXPECT_EQ(network.spec().layers[0].options.integer("pad"), 0);
}

TEST(Network, InitializingTwiceGivesTheSameWeightsAndARedrawOthers) {
  const Machine machine;
  Network a(test::lenet(), machine);
  Network b(test::lenet(), machine);
  a.initialize(5);
  b.initialize(5);
  EXPECT_EQ(weights_of(a.layer(3)), weights_of(b.layer(3)));
  b.initialize(5, 1);
  EXPECT_NE(weights_of(a.layer(3)), weights_of(b.layer(3)));
  b.initialize(6);
  EXPECT_NE(weights_of(a.layer(3)), weights_of(b.layer(3)));
}

TEST(Network, RedrawingOneLayerLeavesTheOthers) {
  const Machine machine;
  Network network(test::lenet(), machine);
  network.initialize(5);
  const std::vector<float> before_0 = weights_of(network.layer(0));
  const std::vector<float> before_3 = weights_of(network.layer(3));
  network.layer(3).parameters()[1].value.fill(7.0f);
  network.initialize_layer(3, default_init_spec("xavier"), 5, 1);
  EXPECT_EQ(weights_of(network.layer(0)), before_0);
  EXPECT_NE(weights_of(network.layer(3)), before_3);
  EXPECT_EQ(network.layer(3).parameters()[1].value.array().abs().maxCoeff(), 0.0f);
  EXPECT_EQ(network.spec().layers[3].init->scheme, "xavier");
}

TEST(Network, ASchemeForTheWholeNetReplacesThoseOfLayers) {
  const Machine machine;
  Network network({{4}, {}, {dense(3), dense(2)}}, machine);
  network.initialize_layer(0, default_init_spec("constant"), 1, 1);
  network.set_init(default_init_spec("zero"));
  network.initialize(1, 2);
  EXPECT_FALSE(network.spec().layers[0].init.has_value());
  EXPECT_EQ(network.layer(0).parameters()[0].value.array().abs().maxCoeff(), 0.0f);
}

TEST(Network, ErrorsNameTheLayer) {
  const Machine machine;
  const RecipeError error = test::recipe_error([&] {
    Network({{1, 28, 28}, {}, {conv(6, 5), layer("relu"), dense(10)}}, machine);
  });
  EXPECT_EQ(error.path(), "layers[2]");
  EXPECT_THAT(error.problem(), HasSubstr("6×24×24"));
  EXPECT_THAT(error.hint(), HasSubstr("flatten"));
}

TEST(Network, RefusesWhatIsNoNetwork) {
  const Machine machine;
  EXPECT_EQ(test::recipe_error([&] { Network({{4}, {}, {}}, machine); }).path(), "layers");
  EXPECT_EQ(test::recipe_error([&] {
              Network({{4, 4}, {}, {dense(1)}}, machine);
            }).path(),
            "input");
  EXPECT_EQ(test::recipe_error([&] { Network({{0}, {}, {dense(1)}}, machine); }).path(), "input");
  EXPECT_EQ(test::recipe_error([&] {
              Network({{4}, {"hee", {}}, {dense(1)}}, machine);
            }).hint(),
            "Did you mean \"he\"?");
  LayerSpec misspelt = dense(1);
  misspelt.init = InitSpec{"gausian", {}};
  EXPECT_EQ(test::recipe_error([&] {
              Network({{4}, {}, {misspelt}}, machine);
            }).path(),
            "layers[0].init.scheme");
}

TEST(Network, LiveOptionsChangeAndShowInTheSpec) {
  const Machine machine;
  Network network({{4}, {}, {dense(3), layer("dropout")}}, machine);
  network.set_layer_option(1, "rate", 0.25);
  EXPECT_EQ(network.spec().layers[1].options.real("rate"), 0.25);
  EXPECT_EQ(test::recipe_error([&] { network.set_layer_option(1, "rate", 1.0); }).path(),
            "layers[1].rate");
  EXPECT_THAT(
      test::recipe_error([&] { network.set_layer_option(0, "units", std::int64_t{4}); }).what(),
      HasSubstr("layers[0].units: cannot change"));
}

TEST(Network, BackwardLeavesEveryOutputsGradient) {
  const Machine machine;
  Network network(test::lenet(), machine);
  network.initialize(1);
  Workspace workspace;
  const Tensor x = normal_tensor({3, 1, 28, 28});
  const Tensor& logits = network.forward(x, workspace, {.mode = Mode::Training});
  Tensor dlogits;
  const std::vector<std::int32_t> labels = {1, 2, 3};
  loss_function("softmax").evaluate(logits, labels, &dlogits);
  network.backward(x, dlogits, workspace, {.mode = Mode::Training}, true);
  for (std::size_t i = 0; i < network.layer_count(); ++i) {
    EXPECT_EQ(workspace.output_grads[i].shape(), workspace.outputs[i].shape());
    EXPECT_GT(workspace.output_grads[i].array().abs().maxCoeff(), 0.0f);
  }
  EXPECT_EQ(workspace.input_grad.shape(), x.shape());
}

TEST(Network, BackwardStopsAtTheFirstParametersUnlessTheInputIsAskedFor) {
  const Machine machine;
  LayerSpec residual = layer("residual");
  residual.layers = {dense(6)};
  Network network({{1, 2, 3}, {}, {layer("flatten"), layer("relu"), residual, dense(3)}}, machine);
  EXPECT_EQ(network.first_trained_layer(), 2u);
  network.initialize(1);
  Workspace workspace;
  const Tensor x = normal_tensor({4, 1, 2, 3});
  const Pass pass{.mode = Mode::Training};
  const Tensor dlogits = network.forward(x, workspace, pass);
  network.backward(x, dlogits, workspace, pass, true);
  EXPECT_FALSE(workspace.output_grads[1].empty());
  std::vector<Tensor> grads;
  for (const Parameter* parameter : network.parameters()) grads.push_back(parameter->grad);
  network.backward(x, dlogits, workspace, pass);
  EXPECT_TRUE(workspace.output_grads[0].empty());
  EXPECT_TRUE(workspace.output_grads[1].empty()) << "none of another pass either";
  EXPECT_FALSE(workspace.output_grads[2].empty());
  const std::vector<Parameter*> parameters = network.parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i)
    EXPECT_TRUE(std::ranges::equal(parameters[i]->grad.values(), grads[i].values()));
}

TEST(Network, BackwardNeedsNoParameters) {
  const Machine machine;
  Network network({{3}, {}, {layer("relu"), layer("tanh")}}, machine);
  EXPECT_EQ(network.first_trained_layer(), 2u);
  Workspace workspace;
  const Tensor x = normal_tensor({4, 3});
  const Tensor dy = network.forward(x, workspace, {});
  network.backward(x, dy, workspace, {});
  network.backward(x, dy, workspace, {}, true);
  EXPECT_EQ(workspace.input_grad.shape(), x.shape());
}

TEST(Network, BatchSizesMayAlternate) {
  const Machine machine;
  Network network(test::lenet(), machine);
  network.initialize(1);
  Workspace workspace;
  const Tensor large = normal_tensor({5, 1, 28, 28});
  const Tensor small(Shape{1, 1, 28, 28}, large.sample(4));
  const Tensor first = network.forward(large, workspace, {});
  const Tensor single = network.forward(small, workspace, {});
  for (Index c = 0; c < 10; ++c) EXPECT_NEAR(single.sample(0)[c], first.sample(4)[c], 1e-5);
  const Tensor again = network.forward(large, workspace, {});
  EXPECT_EQ(Eigen::MatrixXf(again.matrix()), Eigen::MatrixXf(first.matrix()));
}

TEST(Network, AWrongInputIsOurBug) {
  const Machine machine;
  Network network(test::lenet(), machine);
  Workspace workspace;
  EXPECT_THROW(network.forward(Tensor(Shape{2, 1, 28, 27}), workspace, {}), ContractError);
  EXPECT_THROW(network.forward(Tensor(), workspace, {}), ContractError);
}

}  // namespace
}  // namespace netdyno
