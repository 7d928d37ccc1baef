// SPDX-License-Identifier: MIT
//
// What initialization does to a deep net: deviation and mean of the outputs of ten layers of 500
// units on 1000 unit Gaussian inputs. The figures are a published draw of this experiment; another
// draw comes within 3 % with tanh and, where ReLU lets a deviation drift, within 15 %.

#include <gtest/gtest.h>

#include "engine/nn/initializer.h"
#include "tests/support/networks.h"

namespace netdyno {
namespace {

using Ten = std::array<double, 10>;

struct Statistics {
  Ten mean;
  Ten deviation;
};

InitSpec gaussian(double deviation) {
  InitSpec init = default_init_spec("gaussian");
  init.options.set(init_scheme("gaussian").fields, "std", deviation);
  return init;
}

NetworkSpec deep_net(const std::string& activation, const InitSpec& init) {
  NetworkSpec spec{.input = {500}, .init = init, .layers = {}};
  for (int i = 0; i < 10; ++i) {
    spec.layers.push_back(test::dense(500));
    spec.layers.push_back(test::layer(activation));
  }
  return spec;
}

// The average over four draws of weights and inputs: one draw's last ReLU layers may be 20 % off.
Statistics measure(const std::string& activation, const InitSpec& init) {
  constexpr std::uint64_t kDraws = 4;
  const test::Machine machine(2);
  Network network(deep_net(activation, init), machine);
  Workspace workspace;
  Statistics statistics{};
  for (std::uint64_t draw = 1; draw <= kDraws; ++draw) {
    network.initialize(draw);
    network.forward(test::normal_tensor({1000, 500}, draw), workspace, {});
    for (std::size_t i = 0; i < 10; ++i) {
      const auto y = workspace.outputs[2 * i + 1].array();
      const double mean = y.cast<double>().mean();
      statistics.mean[i] += mean / kDraws;
      statistics.deviation[i] += std::sqrt((y.cast<double>() - mean).square().mean()) / kDraws;
    }
  }
  return statistics;
}

void expect_close(const Ten& actual, const Ten& published, double relative, const char* what) {
  for (std::size_t i = 0; i < 10; ++i)
    EXPECT_NEAR(actual[i], published[i], relative * published[i]) << what << " of layer " << i + 1;
}

void expect_small(const Ten& means, double bound) {
  for (const double mean : means) EXPECT_LT(std::abs(mean), bound);
}

TEST(DeepStatistics, TanhWithSmallWeightsDies) {
  const Statistics statistics = measure("tanh", gaussian(0.01));
  // Printed with six decimals: half a unit of the last one on top of the 3 %.
  const Ten published = {.213081, .047551, .010630, .002378, .000532,
                         .000119, .000026, .000006, .000001, .000000};
  for (std::size_t i = 0; i < 10; ++i)
    EXPECT_NEAR(statistics.deviation[i], published[i], 0.03 * published[i] + 5e-7) << i + 1;
  // The first layer's mean deviates by 3e-4 from draw to draw. The published one is below 2e-4; an
  // average of four lies within three standard errors.
  expect_small(statistics.mean, 5e-4);
}

TEST(DeepStatistics, TanhWithLargeWeightsSaturates) {
  const Statistics statistics = measure("tanh", gaussian(1.0));
  expect_close(
      statistics.deviation,
      {.981879, .981649, .981601, .981755, .981614, .981560, .981520, .981913, .981728, .981736},
      0.03, "deviation");
  expect_small(statistics.mean, 2e-3);
}

TEST(DeepStatistics, TanhWithXavierKeepsItsDeviation) {
  const Statistics statistics = measure("tanh", default_init_spec("xavier"));
  expect_close(
      statistics.deviation,
      {.627953, .486051, .407723, .357108, .320917, .292116, .273387, .254935, .239266, .228008},
      0.03, "deviation");
  expect_small(statistics.mean, 2e-3);
}

TEST(DeepStatistics, ReluWithXavierFades) {
  const Statistics statistics = measure("relu", default_init_spec("xavier"));
  expect_close(
      statistics.deviation,
      {.582273, .403795, .276912, .198685, .140299, .103280, .072748, .051572, .038583, .026076},
      0.15, "deviation");
  expect_close(
      statistics.mean,
      {.398623, .272352, .186076, .136442, .099568, .072234, .049775, .035138, .025404, .018408},
      0.15, "mean");
}

TEST(DeepStatistics, ReluWithHeKeepsItsDeviation) {
  const Statistics statistics = measure("relu", default_init_spec("he"));
  expect_close(
      statistics.deviation,
      {.825232, .827835, .813855, .826902, .834092, .860035, .870610, .889348, .845357, .844523},
      0.15, "deviation");
  expect_close(
      statistics.mean,
      {.562488, .553614, .545867, .565396, .547678, .587103, .596867, .623214, .567498, .552531},
      0.15, "mean");
}

}  // namespace
}  // namespace netdyno
