// SPDX-License-Identifier: MIT
#include "engine/nn/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/networks.h"

namespace netdyno {
namespace {

using test::conv;
using test::dense;
using test::layer;
using test::Machine;
using test::max_pool;
using testing::ElementsAre;

template <typename Member>
auto column(const NetworkSummary& summary, Member LayerSummary::*member) {
  std::vector<Member> values;
  for (const LayerSummary& row : summary.layers) values.push_back(row.*member);
  return values;
}

NetworkSummary summary_of(const NetworkSpec& spec, Index batch_size = 1, int moments = 0) {
  const Machine machine;
  return summarize(Network(spec, machine), batch_size, moments);
}

TEST(Summary, OfLenet) {
  const NetworkSummary summary = summary_of(test::lenet());
  EXPECT_EQ(summary.parameters, 61706);
  EXPECT_EQ(summary.layers[0].parameters, 156);
  EXPECT_EQ(summary.layers[0].options, "6 filters 5×5, stride 1, pad 2");
  EXPECT_EQ(summary.layers[2].options, "2×2, stride 2");
  EXPECT_EQ(summary.layers[7].options, "120 units");
  EXPECT_EQ(summary.layers[3].output, Shape({16, 10, 10}));
  EXPECT_TRUE(summary.layers[1].is_nonlinearity);
  EXPECT_TRUE(summary.layers[0].has_weights);
  EXPECT_FALSE(summary.layers[1].has_weights);
}

TEST(Summary, ParametersOfTheExampleConvNet) {
  const NetworkSummary summary = summary_of(
      {{3, 32, 32},
       {},
       {conv(10, 3, 1), layer("relu"), conv(10, 3, 1), layer("relu"), max_pool(2), conv(10, 3, 1),
        layer("relu"), conv(10, 3, 1), layer("relu"), max_pool(2), conv(10, 3, 1), layer("relu"),
        conv(10, 3, 1), layer("relu"), max_pool(2), layer("flatten"), dense(10)}});
  EXPECT_THAT(column(summary, &LayerSummary::parameters),
              ElementsAre(280, 0, 910, 0, 0, 910, 0, 910, 0, 0, 910, 0, 910, 0, 0, 0, 1610));
  EXPECT_EQ(summary.layers[14].output, Shape({10, 4, 4}));
}

TEST(Summary, ReceptiveFieldsGrowByStrides) {
  const NetworkSummary summary = summary_of(test::lenet());
  // 5; +1 by the pool; +4·2 by the second convolution; +1·2 by its pool; a dense layer sees all.
  EXPECT_THAT(column(summary, &LayerSummary::receptive_field),
              ElementsAre(5, 5, 6, 14, 14, 16, 16, 0, 0, 0, 0, 0));
}

TEST(Summary, AResidualLayerCountsItsBody) {
  LayerSpec residual = layer("residual");
  residual.layers = {conv(4, 3, 1), layer("batchnorm"), layer("relu"), conv(4, 3, 1)};
  const NetworkSummary summary = summary_of({{4, 8, 8}, {}, {residual}});
  EXPECT_EQ(summary.parameters, 2 * (4 * 4 * 9 + 4) + 8);
  EXPECT_EQ(summary.multiply_adds, 2 * 4 * 4 * 9 * 64);
  EXPECT_EQ(summary.layers[0].receptive_field, 5);
  EXPECT_TRUE(summary.layers[0].has_weights);
  EXPECT_EQ(summary.layers[0].options, "x + (conv, batchnorm, relu, conv)");
}

TEST(Summary, TrainingBytesCountParametersMomentsAndActivations) {
  const NetworkSummary summary = summary_of({{3}, {}, {dense(2), layer("relu")}}, 10, 1);
  EXPECT_EQ(summary.multiply_adds, 6);
  // 8 parameters with gradient, moment and copy; 10 inputs of 3; twice 10 outputs of 2 and of 2.
  EXPECT_EQ(summary.training_bytes, 4 * (4 * 8 + 10 * 3 + 2 * 10 * (2 + 2)));
  // Nobody needs the gradient of what lies before the first parameters.
  const NetworkSummary later =
      summary_of({{3}, {}, {layer("flatten"), dense(2), layer("relu")}}, 10, 1);
  EXPECT_EQ(later.training_bytes, summary.training_bytes + 4 * 10 * 3);
}

}  // namespace
}  // namespace netdyno
