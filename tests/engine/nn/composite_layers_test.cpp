// SPDX-License-Identifier: MIT
//
// Layers with a shape or a gradient of their own: prelu, maxout, residual, flatten, reversal.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/nn/network.h"
#include "tests/support/networks.h"

namespace netdyno {
namespace {

using test::Machine;
using testing::ElementsAre;
using testing::HasSubstr;

LayerSpec residual(std::vector<LayerSpec> body) {
  LayerSpec spec = test::layer("residual");
  spec.layers = std::move(body);
  return spec;
}

TEST(Prelu, LearnsItsSlopeFromNegativeInputs) {
  const Machine machine;
  const auto layer = make_layer(test::layer("prelu"), {4}, machine);
  const Tensor x({1, 4}, std::vector<float>{-4, -1, 0, 2});
  const Tensor dy({1, 4}, std::vector<float>{1, 10, 100, 1000});
  Tensor y;
  Tensor dx;
  Scratch scratch;
  layer->forward(x, y, scratch, {});
  layer->backward(x, y, dy, &dx, scratch, {});
  EXPECT_THAT(y.values(), ElementsAre(-1, -0.25, 0, 2));
  EXPECT_THAT(dx.values(), ElementsAre(0.25, 2.5, 25, 1000));
  EXPECT_THAT(layer->parameters()[0].grad.values(), ElementsAre(-14));
  EXPECT_FALSE(layer->parameters()[0].is_weight);
}

TEST(Prelu, TheSlopesGradientDoesNotDependOnThreads) {
  const Tensor x = test::normal_tensor({2, 50001}, 1);
  const Tensor dy = test::normal_tensor({2, 50001}, 2);
  std::vector<float> gradients;
  for (const int threads : {1, 2, 3}) {
    const Machine machine(threads);
    const auto layer = make_layer(test::layer("prelu"), {50001}, machine);
    Tensor y;
    Scratch scratch;
    layer->forward(x, y, scratch, {});
    layer->backward(x, y, dy, nullptr, scratch, {});
    gradients.push_back(layer->parameters()[0].grad.data()[0]);
  }
  EXPECT_EQ(gradients[0], gradients[1]);
  EXPECT_EQ(gradients[0], gradients[2]);
}

TEST(Maxout, OfAFunctionAndZeroIsRelu) {
  const Machine machine;
  const auto layer = make_layer(test::layer("maxout", {{"units", Index{2}}}), {2}, machine);
  // Each unit's first piece is one input, its second piece is 0.
  layer->parameters()[0].value = Tensor({4, 2}, std::vector<float>{1, 0, 0, 0, 0, 1, 0, 0});
  Tensor y;
  Scratch scratch;
  layer->forward(Tensor({2, 2}, std::vector<float>{-3, 5, 2, -1}), y, scratch, {});
  EXPECT_THAT(y.values(), ElementsAre(0, 5, 2, 0));
}

TEST(Residual, AddsTheInputToItsBody) {
  const Machine machine;
  Network network({{2}, {}, {residual({test::dense(2), test::layer("relu")})}}, machine);
  *network.state()[0].tensor = Tensor({2, 2}, std::vector<float>{1, 0, 0, -1});
  Workspace workspace;
  const Tensor x({1, 2}, std::vector<float>{3, 4});
  EXPECT_THAT(network.forward(x, workspace, {}).values(), ElementsAre(6, 4));
}

TEST(Residual, InnerParametersAreNamedAndDrawn) {
  const Machine machine;
  Network network({{2}, {}, {residual({test::dense(2), test::layer("tanh"), test::dense(2)})}},
                  machine);
  std::vector<std::string> names;
  for (const NamedTensor& entry : network.state()) names.push_back(entry.name);
  EXPECT_THAT(names,
              ElementsAre("0.body.0.weight", "0.body.0.bias", "0.body.2.weight", "0.body.2.bias"));
  EXPECT_EQ(network.parameters().size(), 4u);
  EXPECT_EQ(network.parameter_count(), 12);
  network.initialize(1);
  const Tensor& first = *network.state()[0].tensor;
  const Tensor& second = *network.state()[2].tensor;
  EXPECT_GT(first.array().abs().minCoeff(), 0.0f);
  EXPECT_FALSE((first.array() == second.array()).any());
}

TEST(Residual, ABodyThatChangesTheShapeIsRefusedWithBothShapes) {
  const Machine machine;
  const RecipeError error = test::recipe_error([&] {
    Network({{4, 8, 8}, {}, {residual({test::conv(4, 3)})}}, machine);
  });
  EXPECT_EQ(error.path(), "layers[0].layers");
  EXPECT_THAT(error.problem(), HasSubstr("4×6×6 of 4×8×8"));
}

TEST(Residual, ErrorsNameTheInnerLayer) {
  const Machine machine;
  const auto path = [&](std::vector<LayerSpec> body) {
    return test::recipe_error([&] { Network({{4}, {}, {residual(body)}}, machine); }).path();
  };
  EXPECT_EQ(path({test::dense(4), test::conv(4, 3)}), "layers[0].layers[1]");
  EXPECT_EQ(path({}), "layers[0].layers");
}

TEST(Residual, DropoutsInsideAndOutsideDifferAndTheSpecKeepsInnerDefaults) {
  const Machine machine;
  Network network({{5000}, {}, {residual({test::layer("dropout"), test::layer("dropout")})}},
                  machine);
  Workspace workspace;
  Tensor x({1, 5000});
  x.fill(1.0f);
  network.forward(x, workspace, {.mode = Mode::Training, .seed = 1, .step = 1});
  const auto kept = (workspace.outputs[0].array() > 1.0f).count();
  EXPECT_NEAR(static_cast<double>(kept) / 5000, 0.25, 0.03);
  EXPECT_EQ(network.spec().layers[0].layers[1].options.real("rate"), 0.5);
}

TEST(LayerNumbers, AreUniqueThreeDeep) {
  EXPECT_EQ(layer_number(kNoOuterLayer, 7), 7u);
  const std::uint32_t inner = layer_number(7, 0);
  EXPECT_GT(inner, 1023u);
  EXPECT_NE(inner, layer_number(6, 1023));
  EXPECT_GT(layer_number(inner, 0), layer_number(1022, 1023));
}

TEST(GradientReversal, IsTheIdentityWithAReversedGradient) {
  const Machine machine;
  const auto layer = make_layer(test::layer("gradient_reversal", {{"lambda", 0.5}}), {2}, machine);
  const Tensor x({1, 2}, std::vector<float>{3, -4});
  Tensor y;
  Tensor dx;
  Scratch scratch;
  layer->forward(x, y, scratch, {});
  layer->backward(x, y, x, &dx, scratch, {});
  EXPECT_THAT(y.values(), ElementsAre(3, -4));
  EXPECT_THAT(dx.values(), ElementsAre(-1.5, 2));
}

TEST(DefaultsOfTorch, AreOurs) {
  const auto real_of = [](const std::string& type, const std::string& key) {
    return default_layer_spec(type).options.real(key);
  };
  EXPECT_EQ(real_of("batchnorm", "momentum"), 0.1);
  EXPECT_EQ(real_of("batchnorm", "epsilon"), 1e-5);
  EXPECT_EQ(real_of("lrn", "alpha"), 1e-4);
  EXPECT_EQ(real_of("lrn", "beta"), 0.75);
  EXPECT_EQ(real_of("lrn", "k"), 1.0);
  EXPECT_EQ(real_of("leaky_relu", "slope"), 0.01);
  EXPECT_EQ(real_of("elu", "alpha"), 1.0);
  EXPECT_EQ(real_of("dropout", "rate"), 0.5);
}

}  // namespace
}  // namespace netdyno
