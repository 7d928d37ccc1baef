// SPDX-License-Identifier: MIT
#include "engine/probe/activations_probe.h"

#include <gtest/gtest.h>

#include "tests/engine/probe/probe_bench.h"
#include "tests/support/not_a_number.h"

namespace netdyno {
namespace {

using test::conv;
using test::dense;
using test::layer;
using test::normal_values;
using test::ProbeBench;

TEST(ActivationsProbe, HasARowForEachNonlinearityAndTheLastLayer) {
  ProbeBench bench({1, 6, 6},
                   {conv(2, 3), layer("relu"), layer("flatten"), dense(4), layer("tanh"), dense(3)},
                   normal_values(5 * 36));
  bench.pass();
  const auto set = bench.measure<DistributionSet>("activations");
  ASSERT_EQ(set.rows.size(), 3u);
  EXPECT_EQ(set.rows[0].layer, 1u);
  EXPECT_EQ(set.rows[0].name, "relu");
  EXPECT_EQ(set.rows[0].count, 5 * 2 * 4 * 4);
  EXPECT_EQ(set.rows[1].layer, 4u);
  EXPECT_EQ(set.rows[1].name, "tanh");
  EXPECT_EQ(set.rows[2].layer, 5u);
  EXPECT_EQ(set.rows[2].name, "dense");
  EXPECT_EQ(set.rows[2].count, 5 * 3);
}

TEST(ActivationsProbe, PassesValidationExamplesWhereTheLastStepTellsNothing) {
  ProbeBench bench({2}, {dense(3), layer("tanh")}, {1, 2, 3, 4});
  ProbeInput input = bench.input();
  input.is_workspace_stale = true;
  const auto before = std::get<DistributionSet>(activations_probe(input));
  ASSERT_EQ(before.rows.size(), 1u);
  EXPECT_EQ(before.rows[0].count, 2 * 3);
  EXPECT_GT(before.rows[0].std, 0);
  bench.network.layer(0).parameters()[0].value.fill(0);  // the bias is 0 already
  const auto after = std::get<DistributionSet>(activations_probe(input));
  EXPECT_EQ(after.rows[0].std, 0);
  EXPECT_EQ(after.rows[0].mean, 0);
}

TEST(ActivationsProbe, HasNoRowsBeforeTheFirstPass) {
  ProbeBench bench({2}, {dense(3)}, {1, 2});
  EXPECT_TRUE(bench.measure<DistributionSet>("activations").rows.empty());
}

TEST(ActivationsProbe, MeasuresAReluByHand) {
  ProbeBench bench({2}, {dense(2), layer("relu"), dense(3)}, {1, 1, 2, 3});
  const float weights[] = {1, 0, 0, -1};  // y = (x₁, −x₂): the second unit is dead
  std::ranges::copy(weights, bench.network.layer(0).parameters()[0].value.data());
  bench.pass();
  const Distribution row = bench.measure<DistributionSet>("activations").rows[0];
  EXPECT_DOUBLE_EQ(row.mean, 0.75);  // 1, 0, 2, 0
  EXPECT_DOUBLE_EQ(row.std, std::sqrt(5.0 / 4 - 0.75 * 0.75));
  EXPECT_EQ(row.min, 0.0);
  EXPECT_EQ(row.max, 2.0);
  EXPECT_EQ(row.dead, 0.5);
  EXPECT_EQ(row.saturated, 0.0);
  EXPECT_EQ(row.histogram.zeros, 2);
}

TEST(ActivationsProbe, MeasuresASaturatedTanh) {
  ProbeBench bench({1}, {dense(2), layer("tanh"), dense(3)}, {1, -1});
  const float weights[] = {10, 0.1f};
  std::ranges::copy(weights, bench.network.layer(0).parameters()[0].value.data());
  bench.pass();
  const Distribution row = bench.measure<DistributionSet>("activations").rows[0];
  EXPECT_EQ(row.saturated, 0.5);
  EXPECT_EQ(row.dead, 0.0);
  EXPECT_EQ(row.histogram.hi, 1.0);
}

TEST(ActivationsProbe, CountsWhatIsNotANumber) {
  ProbeBench bench({2}, {dense(4), layer("relu"), dense(3)}, {1, 1, 2, 3});
  bench.batch.x.data()[0] = test::kNaN;
  bench.pass();
  const auto set = bench.measure<DistributionSet>("activations");
  for (const Distribution& row : set.rows) {
    EXPECT_EQ(row.histogram.not_finite, row.count / 2) << row.name;
    EXPECT_TRUE(std::isfinite(row.mean) && std::isfinite(row.std)) << row.name;
  }
}

TEST(UnitShares, OfAReluAreItsZeros) {
  const std::vector<float> values = {0, 1, 0, 0,  //
                                     0, 0, 0, 2};
  EXPECT_EQ(unit_shares(Tensor({2, 4}, values), "relu"), (std::vector<float>{1, 0.5f, 1, 0.5f}));
}

TEST(UnitShares, OfATanhLieInItsFlatEnds) {
  const std::vector<float> values = {0.99f, -0.99f, 0, 0.5f};
  EXPECT_EQ(unit_shares(Tensor({1, 2, 1, 2}, values), "tanh"), (std::vector<float>{1, 0}));
}

TEST(UnitShares, MeanNothingForALinearLayer) {
  EXPECT_TRUE(unit_shares(Tensor({1, 2}, std::vector<float>{0, 0}), "dense").empty());
  EXPECT_TRUE(unit_shares(Tensor(), "relu").empty());
}

TEST(DeadShare, OfVectorsCountsFeatures) {
  const std::vector<float> values = {0, 1, 0, 0,  //
                                     0, 0, 0, -2};
  EXPECT_EQ(dead_share(Tensor({2, 4}, values)), 0.5);
}

TEST(DeadShare, OfImagesCountsChannels) {
  const std::vector<float> values = {0, 0, 0, 0, 0, 1,  //
                                     0, 0, 0, 0, 0, 0};
  EXPECT_DOUBLE_EQ(dead_share(Tensor({2, 3, 1, 2}, values)), 2.0 / 3.0);
}

TEST(DeadShare, AUnitThatIsNotANumberIsNotDead) {
  EXPECT_EQ(dead_share(Tensor({1, 2}, std::vector<float>{0.0f, test::kNaN})), 0.5);
  EXPECT_EQ(dead_share(Tensor()), 0.0);
}

}  // namespace
}  // namespace netdyno
