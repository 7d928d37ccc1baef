// SPDX-License-Identifier: MIT
//
// The gradient check catches an error of one percent in every layer type, and has nothing against
// the same network without it.
#include <gtest/gtest.h>

#include <map>

#include "engine/study/gradient_check.h"
#include "tests/support/networks.h"

namespace netdyno {
namespace {

using test::conv;
using test::dense;
using test::layer;
using test::Machine;
using test::max_pool;
using test::normal_tensor;

constexpr float kPlanted = 1.01f;
constexpr std::size_t kSubject = 1;  // what stands between a layer below and one above

LayerSpec planted_residual(std::vector<LayerSpec> body) {
  LayerSpec spec = layer("residual");
  spec.layers = std::move(body);
  return spec;
}

// The layer type between two others with weights.
NetworkSpec planted_network(const std::string& type) {
  const std::map<std::string, LayerSpec> chosen = {
      {"dense", dense(7)},
      {"conv", conv(4, 3)},
      {"maxpool", max_pool(2)},
      {"avgpool", layer("avgpool", {{"size", Index{2}}, {"stride", Index{2}}})},
      {"lrn", layer("lrn", {{"size", Index{3}}, {"alpha", 0.5}})},
      {"maxout", layer("maxout", {{"units", Index{7}}, {"pieces", Index{2}}})},
      {"residual", planted_residual({conv(4, 3, 1), layer("tanh")})}};
  const auto found = chosen.find(type);
  const LayerSpec subject = found == chosen.end() ? layer(type) : found->second;
  NetworkSpec network;
  network.init.scheme = "he";
  if (type == "dense" || type == "maxout") {
    network.input = {6};
    network.layers = {dense(8), subject, dense(3)};
  } else {
    network.input = {2, 6, 6};
    network.layers = {conv(4, 3), subject, layer("flatten"), dense(3)};
    if (type == "flatten") network.layers.erase(network.layers.begin() + 2);
  }
  return network;
}

void scale_gradients(Layer& subject) {
  for (Parameter& parameter : subject.parameters()) parameter.grad.array() *= kPlanted;
  for (Layer* inner : subject.inner_layers()) scale_gradients(*inner);
}

// `plant` changes the gradients behind each backward pass. A dx of a layer that is wrong by a
// percent makes those of all parameters below it wrong by a percent.
GradientCheckReport check_planted(const std::string& type, std::function<void(Network&)> plant) {
  Machine machine;
  NetworkSpec spec = planted_network(type);
  Network network(spec, machine);
  network.initialize(7);
  Batch batch;
  batch.x = normal_tensor(spec.input.with_batch(8), 1);
  batch.labels = {0, 1, 2, 0, 1, 2, 0, 1};
  GradientCheckOptions options;
  options.after_backward = std::move(plant);
  GradientCheck check(network, std::move(batch), options);
  while (!check.advance()) {
  }
  return check.report();
}

class EveryLayerType : public testing::TestWithParam<std::string> {};

TEST_P(EveryLayerType, PassesAsItIs) {
  for (const GradientCheckRow& row : check_planted(GetParam(), {}).rows)
    EXPECT_EQ(row.failed, 0) << row.parameter << " of layer " << row.layer << ": "
                             << row.backpropagated << ", by differences " << row.numerical;
}

TEST_P(EveryLayerType, AWrongGradientOfItsParametersIsCaught) {
  const GradientCheckReport report =
      check_planted(GetParam(), [](Network& network) { scale_gradients(network.layer(kSubject)); });
  for (const GradientCheckRow& row : report.rows) {
    if (row.layer != kSubject) {
      EXPECT_NE(row.verdict, GradientVerdict::Fail) << row.layer << " " << row.parameter;
      continue;
    }
    EXPECT_EQ(row.verdict, GradientVerdict::Fail) << row.parameter;
    EXPECT_NEAR(row.max_error, 0.01, 0.004) << row.parameter;
  }
}

TEST_P(EveryLayerType, AWrongGradientOfItsInputIsCaught) {
  const GradientCheckReport report = check_planted(
      GetParam(), [](Network& network) { scale_gradients(network.layer(kSubject - 1)); });
  for (const GradientCheckRow& row : report.rows)
    if (row.layer == kSubject - 1 && row.parameter == "weight") {
      EXPECT_EQ(row.verdict, GradientVerdict::Fail);
      EXPECT_NEAR(row.max_error, 0.01, 0.004);
    }
}

std::vector<std::string> registered_types() {
  std::vector<std::string> names;
  for (const LayerType& type : layer_types()) names.push_back(type.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Registry, EveryLayerType, testing::ValuesIn(registered_types()),
                         [](const auto& row) { return row.param; });

}  // namespace
}  // namespace netdyno
