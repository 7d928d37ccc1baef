// SPDX-License-Identifier: MIT
#include "engine/nn/fixup.h"

#include <gtest/gtest.h>

#include "engine/nn/initializer.h"
#include "tests/support/networks.h"

namespace netdyno {
namespace {

LayerSpec block(int convolutions) {
  LayerSpec spec = default_layer_spec("residual");
  for (int i = 0; i < convolutions; ++i) {
    spec.layers.push_back(test::conv(4, 3, 1));
    spec.layers.push_back(test::layer("relu"));
  }
  return spec;
}

// Three branches: of two, three and one weights.
NetworkSpec residual_net(const std::string& scheme) {
  return {.input = {1, 6, 6},
          .init = default_init_spec(scheme),
          .layers = {test::conv(4, 3, 1), block(2), block(3), block(1), test::layer("flatten"),
                     test::dense(7), test::dense(3)}};
}

std::vector<Tensor> weights(const std::string& scheme) {
  const test::Machine machine;
  Network network(residual_net(scheme), machine);
  network.initialize(5);
  std::vector<Tensor> values;
  for (const Parameter* parameter : network.parameters())
    if (parameter->is_weight) values.push_back(parameter->value);
  return values;
}

TEST(Fixup, ScalesWithinBranchesAndBeginsWithZeroBranches) {
  const std::vector<Tensor> he = weights("he"), fixup = weights("fixup");
  const std::vector<double> factors = {1,  // first convolution
                                       std::pow(3.0, -1.0 / 2.0),
                                       0,  // m = 2
                                       std::pow(3.0, -1.0 / 4.0),
                                       std::pow(3.0, -1.0 / 4.0),
                                       0,  // m = 3
                                       0,  // m = 1
                                       1,
                                       0};  // two dense layers
  ASSERT_EQ(he.size(), factors.size());
  for (std::size_t w = 0; w < factors.size(); ++w)
    EXPECT_TRUE((fixup[w].array() == static_cast<float>(factors[w]) * he[w].array()).all())
        << "weight " << w;
}

TEST(Fixup, MakesEachBlockTheIdentityAtFirst) {
  const test::Machine machine;
  Network network(residual_net("fixup"), machine);
  network.initialize(5);
  Workspace workspace;
  const Tensor& logits = network.forward(test::normal_tensor({2, 1, 6, 6}), workspace, {});
  for (std::size_t i = 1; i <= 3; ++i)
    EXPECT_TRUE((workspace.outputs[i].array() == workspace.outputs[0].array()).all());
  EXPECT_TRUE((logits.array() == 0.0f).all());
}

TEST(Fixup, OfOneLayerLeavesTheOthers) {
  const test::Machine machine;
  Network network(residual_net("he"), machine);
  network.initialize(5);
  const Tensor first = network.layer(0).parameters()[0].value;
  network.initialize_layer(1, default_init_spec("fixup"), 5, 1);
  const std::vector<Layer*> inner = network.layer(1).inner_layers();
  EXPECT_TRUE((inner[2]->parameters()[0].value.array() == 0.0f).all());
  EXPECT_TRUE((inner[0]->parameters()[0].value.array() != 0.0f).any());
  EXPECT_TRUE((network.layer(0).parameters()[0].value.array() == first.array()).all());
  EXPECT_TRUE((network.layer(6).parameters()[0].value.array() != 0.0f).any());
}

}  // namespace
}  // namespace netdyno
