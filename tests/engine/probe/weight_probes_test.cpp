// SPDX-License-Identifier: MIT
#include "engine/probe/weight_probes.h"

#include <gtest/gtest.h>

#include "tests/engine/probe/probe_bench.h"

namespace netdyno {
namespace {

using test::SmallConvNet;

TEST(WeightProbes, HaveARowForEachWeightTensorWithoutBiases) {
  SmallConvNet bench;
  bench.pass();
  for (const char* id : {"weights", "gradients"}) {
    const auto set = bench.measure<DistributionSet>(id);
    ASSERT_EQ(set.rows.size(), 2u) << id;
    EXPECT_EQ(set.rows[0].layer, 0u) << id;
    EXPECT_EQ(set.rows[0].name, "conv weight") << id;
    EXPECT_EQ(set.rows[0].count, 2 * 9) << id;
    EXPECT_EQ(set.rows[1].layer, 3u) << id;
    EXPECT_EQ(set.rows[1].name, "dense weight") << id;
    EXPECT_EQ(set.rows[1].count, 3 * 32) << id;
  }
}

TEST(WeightProbes, MeasureTheWeightsAndTheirGradients) {
  SmallConvNet bench;
  bench.pass();
  const Parameter& weight = bench.network.layer(3).parameters()[0];
  EXPECT_EQ(bench.measure<DistributionSet>("weights").rows[1].max, weight.value.array().maxCoeff());
  EXPECT_EQ(bench.measure<DistributionSet>("gradients").rows[1].min,
            weight.grad.array().minCoeff());
  EXPECT_LT(bench.measure<DistributionSet>("gradients").rows[1].min, 0.0);
}

TEST(WeightProbes, ThereAreNoGradientsBeforeTheFirstPass) {
  SmallConvNet bench;
  EXPECT_TRUE(bench.measure<DistributionSet>("gradients").rows.empty());
  EXPECT_EQ(bench.measure<DistributionSet>("weights").rows.size(), 2u);
}

TEST(WeightProbes, CountWhatIsNotANumber) {
  SmallConvNet bench;
  bench.pass();
  bench.network.layer(0).parameters()[0].grad.data()[4] = std::numeric_limits<float>::infinity();
  const Distribution row = bench.measure<DistributionSet>("gradients").rows[0];
  EXPECT_EQ(row.histogram.not_finite, 1);
  EXPECT_TRUE(std::isfinite(row.mean) && std::isfinite(row.max));
}

}  // namespace
}  // namespace netdyno
