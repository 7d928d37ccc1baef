// SPDX-License-Identifier: MIT
#include "engine/nn/weight_fit.h"

#include <gtest/gtest.h>

#include "engine/nn/initializer.h"
#include "tests/support/networks.h"

namespace netdyno {
namespace {

LayerSpec residual(std::vector<LayerSpec> layers) {
  LayerSpec spec = default_layer_spec("residual");
  spec.layers = std::move(layers);
  return spec;
}

NetworkSpec mixed_net(const std::string& scheme) {
  return {.input = {2, 8, 8},
          .init = default_init_spec(scheme),
          .layers = {test::conv(6, 3, 1), test::layer("batchnorm"), test::layer("relu"),
                     residual({test::conv(6, 3, 1), test::layer("relu"), test::conv(6, 3, 1)}),
                     test::layer("relu"), test::layer("flatten"),
                     test::layer("dropout", {{"rate", 0.5}}), test::dense(20),
                     test::layer("maxout", {{"units", std::int64_t{10}}}), test::dense(5)}};
}

struct Fitted {
  explicit Fitted(const NetworkSpec& spec, int threads = 1)
      : machine(threads), network(spec, machine) {
    network.initialize(3);
    // Off-centre and badly scaled, as raw pixels are.
    x.array() = 4.0f + 3.0f * x.array();
    fit_weights(network, x, 3);
    network.forward(x, workspace, {.mode = Mode::Training, .seed = 3, .step = 0});
  }

  test::Machine machine;
  Network network;
  Tensor x = test::normal_tensor({64, 2, 8, 8});
  Workspace workspace;
};

double mean(const Tensor& y) {
  return y.array().cast<double>().mean();
}
double variance(const Tensor& y) {
  return (y.array().cast<double>() - mean(y)).square().mean();
}

constexpr std::size_t kWeighted[] = {0, 7, 8, 9};  // but for the block

TEST(Lsuv, LeavesEachLayerWithUnitVariance) {
  const Fitted fitted(mixed_net("lsuv"));
  for (const std::size_t layer : kWeighted)
    EXPECT_NEAR(variance(fitted.workspace.outputs[layer]), 1.0, 0.011) << "layer " << layer;
  const Workspace& block = *fitted.workspace.scratch[3].inner;
  EXPECT_NEAR(variance(block.outputs[0]), 1.0, 0.011);
  EXPECT_NEAR(variance(block.outputs[2]), 1.0, 0.011);
}

TEST(Lsuv, KeepsTheDirectionOfOrthonormalWeights) {
  Fitted fitted(mixed_net("lsuv"));
  const test::Machine machine;
  Network drawn(mixed_net("orthogonal"), machine);
  drawn.initialize(3);
  const auto fitted_weight = fitted.network.parameters()[0]->value.array();
  const auto drawn_weight = drawn.parameters()[0]->value.array();
  const float scale = fitted_weight[0] / drawn_weight[0];
  EXPECT_TRUE(((fitted_weight - scale * drawn_weight).abs() < 1e-5f).all());
}

TEST(Krahenbuhl, LeavesEachUnitWithMeanZeroAndUnitVariance) {
  const Fitted fitted(mixed_net("krahenbuhl"));
  const Workspace& block = *fitted.workspace.scratch[3].inner;
  std::vector<const Tensor*> outputs{&block.outputs[0], &block.outputs[2]};
  for (const std::size_t layer : kWeighted) outputs.push_back(&fitted.workspace.outputs[layer]);
  for (const Tensor* y : outputs) {
    const Index channels = y->shape().without_batch().channels();
    const Index plane = y->features() / channels;
    for (Index c = 0; c < channels; ++c) {
      Tensor one({y->batch_size(), plane});
      for (Index n = 0; n < y->batch_size(); ++n)
        std::ranges::copy(y->sample(n).subspan(c * plane, plane), one.sample(n).data());
      EXPECT_NEAR(mean(one), 0.0, 1e-3) << "unit " << c << " of " << y->shape().text();
      EXPECT_NEAR(variance(one), 1.0, 1e-2) << "unit " << c << " of " << y->shape().text();
    }
  }
}

TEST(WeightFit, LeavesRunningAveragesAsTheyAre) {
  Fitted fitted(mixed_net("lsuv"));
  const test::Machine machine;
  Network network(mixed_net("lsuv"), machine);
  network.initialize(3);
  Layer& norm = network.layer(1);
  norm.buffers()[0].value.fill(0.25f);
  fit_weights(network, fitted.x, 3);
  EXPECT_TRUE((norm.buffers()[0].value.array() == 0.25f).all());
  EXPECT_TRUE((norm.buffers()[1].value.array() == 1.0f).all());
}

TEST(WeightFit, AdaptsOneLayerAndNoOther) {
  Fitted fitted(mixed_net("lsuv"));
  Network& network = fitted.network;
  std::vector<Tensor> before;
  for (const Parameter* parameter : network.parameters()) before.push_back(parameter->value);
  network.initialize_layer(7, default_init_spec("lsuv"), 3, 1);
  fit_weights(network, fitted.x, 3, 7);
  std::size_t changed = 0;
  for (std::size_t p = 0; p < before.size(); ++p)
    changed += (network.parameters()[p]->value.array() != before[p].array()).any();
  EXPECT_EQ(changed, 1u);
  fitted.network.forward(fitted.x, fitted.workspace, {.mode = Mode::Training, .seed = 3});
  EXPECT_NEAR(variance(fitted.workspace.outputs[7]), 1.0, 0.011);
}

TEST(WeightFit, IsNeededWhereASchemeSaysSo) {
  const test::Machine machine;
  const auto needs = [&](const NetworkSpec& spec, std::optional<std::size_t> only = {}) {
    return needs_fit(Network(spec, machine), only);
  };
  EXPECT_FALSE(needs(mixed_net("he")));
  EXPECT_TRUE(needs(mixed_net("lsuv")));
  NetworkSpec one = mixed_net("he");
  one.layers[3].layers[2].init = default_init_spec("krahenbuhl");
  EXPECT_TRUE(needs(one));
  EXPECT_TRUE(needs(one, 3));
  EXPECT_FALSE(needs(one, 0));
}

TEST(WeightFit, SurvivesInputWithoutVariance) {
  for (const char* scheme : {"lsuv", "krahenbuhl"}) {
    const test::Machine machine;
    Network network(mixed_net(scheme), machine);
    network.initialize(3);
    fit_weights(network, Tensor(Shape{8, 2, 8, 8}), 3);
    for (const NamedTensor& named : network.state())
      EXPECT_TRUE(named.tensor->is_finite()) << scheme << ", " << named.name;
  }
}

}  // namespace
}  // namespace netdyno
