// SPDX-License-Identifier: MIT
#include "engine/nn/network_plan.h"

#include <gtest/gtest.h>

#include "engine/nn/summary.h"
#include "tests/support/networks.h"

namespace netdyno {
namespace {

using test::conv;
using test::dense;
using test::layer;

TEST(NetworkPlan, EqualsTheNetworkThatIsBuilt) {
  const test::Machine machine;
  const NetworkSpec spec = test::lenet();
  const NetworkPlan plan = plan_network(spec);
  const NetworkSummary built = summarize(Network(spec, machine), 1, 0);
  ASSERT_EQ(plan.layers.size(), built.layers.size());
  for (std::size_t i = 0; i < built.layers.size(); ++i) {
    EXPECT_EQ(plan.layers[i].output, built.layers[i].output) << i;
    EXPECT_EQ(plan.layers[i].parameters, built.layers[i].parameters) << i;
  }
  EXPECT_EQ(plan.parameters, built.parameters);
}

TEST(NetworkPlan, PlansAsFarAsItGoesAndSaysWhatIsImpossible) {
  const NetworkPlan plan =
      plan_network({{1, 7, 7}, {}, {conv(2, 3), conv(2, 3, 0, 3), layer("flatten"), dense(2)}});
  ASSERT_EQ(plan.layers.size(), 1u);
  EXPECT_EQ(plan.output, Shape({2, 5, 5}));
  ASSERT_TRUE(plan.problem);
  EXPECT_EQ(plan.problem->path, LayerPath{1});
  EXPECT_EQ(plan.problem->option, "stride");
  EXPECT_NE(plan.problem->problem.find("(5 − 3 + 2·0)/3 + 1"), std::string::npos)
      << plan.problem->problem;
}

TEST(NetworkPlan, FindsTroubleInsideOfABlock) {
  const NetworkPlan plan = plan_network(
      {{4, 8, 8},
       {},
       {layer("relu"), layers::residual({conv(4, 3, 1), conv(4, 9)}), layer("flatten")}});
  ASSERT_TRUE(plan.problem);
  EXPECT_EQ(plan.problem->path, (LayerPath{1, 1}));
  const NetworkPlan other =
      plan_network({{4, 8, 8}, {}, {layers::residual({conv(5, 3, 1)}), layer("flatten")}});
  ASSERT_TRUE(other.problem);
  EXPECT_EQ(other.problem->path, LayerPath{0}) << "the block itself: 5 channels are no 4";
}

TEST(NetworkPlan, CountsInnerLayersOnce) {
  const NetworkPlan plan = plan_network({{4, 8, 8}, {}, {layers::residual({conv(4, 3, 1)})}});
  ASSERT_EQ(plan.layers.size(), 2u);
  EXPECT_EQ(plan.layers[0].path, LayerPath{0});
  EXPECT_EQ(plan.layers[1].path, (LayerPath{0, 0}));
  EXPECT_EQ(plan.parameters, 4 * 4 * 9 + 4);
}

TEST(NetworkPlan, NamesARequiredOptionThatIsMissing) {
  const NetworkPlan plan = plan_network({{3}, {}, {layer("dense")}});
  ASSERT_TRUE(plan.problem);
  EXPECT_EQ(plan.problem->option, "units");
}

}  // namespace
}  // namespace netdyno
