// SPDX-License-Identifier: MIT
#include "app/view_models/distribution_model.h"

#include <gtest/gtest.h>

#include <cmath>

namespace netdyno::app {

namespace {

Distribution relu() {
  Distribution d;
  d.layer = 4;
  d.name = "relu";
  d.count = 100;
  d.mean = 0.25;
  d.std = 0.5;
  d.dead = 0.125;
  d.histogram.lo = -1;
  d.histogram.hi = 1;
  d.histogram.counts = {0, 0, 20, 10};
  d.histogram.zeros = 60;
  d.histogram.overflow = 10;
  return d;
}

DistributionRow row(const Distribution& d, DistributionKind kind = DistributionKind::Activations) {
  return build_distributions({{d}}, kind).at(0);
}

TEST(DistributionModel, ScalesBarsToTheTallestBin) {
  const DistributionRow made = row(relu());
  EXPECT_EQ(made.bins, (std::vector<double>{0, 0, 1, 0.5}));
  EXPECT_EQ(made.zero_bar, 1) << "zeros have their own bar and flatten nothing";
  EXPECT_EQ(made.zero_position, 0.5);
}

TEST(DistributionModel, TellsTheStatistics) {
  const DistributionRow made = row(relu());
  EXPECT_EQ(made.label, "4 relu");
  EXPECT_EQ(made.mean, "0.25");
  EXPECT_EQ(made.std, "0.5");
  EXPECT_EQ(made.zeros, "60.0 %");
  EXPECT_EQ(made.outside, "10.0 %");
  EXPECT_EQ(made.dead, "12.5 %");
  EXPECT_EQ(made.saturated, "–") << "a ReLU has no flat upper end";
}

TEST(DistributionModel, DeadAndSaturatedBelongToActivationsAlone) {
  Distribution d = relu();
  EXPECT_EQ(row(d, DistributionKind::Gradients).dead, "–");
  d.name = "tanh";
  d.saturated = 0.75;
  EXPECT_EQ(row(d).saturated, "75.0 %");
  EXPECT_EQ(row(d).dead, "–");
  EXPECT_TRUE(row(d).is_worrying);
  EXPECT_FALSE(row(relu()).is_worrying);
}

TEST(DistributionModel, SaysWhereNumbersAreBad) {
  Distribution d = relu();
  d.mean = std::nan("");
  d.histogram.not_finite = 5;
  EXPECT_TRUE(row(d).has_bad_values);
  EXPECT_NE(row(d).summary.find("5 not finite"), std::string::npos);
}

TEST(DistributionModel, OfNoValuesDrawsNothing) {
  Distribution d;
  d.histogram = {};
  const DistributionRow made = row(d);
  EXPECT_TRUE(made.bins.empty());
  EXPECT_EQ(made.zero_bar, 0);
  EXPECT_EQ(bin_text(d, 0.5), "No finite values");
}

TEST(DistributionModel, NamesTheBinUnderThePointer) {
  EXPECT_EQ(bin_text(relu(), 0.6), "[0, 0.5): 20 values");
  EXPECT_EQ(bin_text(relu(), 1.0), "[0.5, 1]: 10 values") << "the right edge is the last bin's";
  EXPECT_EQ(bin_text(relu(), -3), "[-1, -0.5): 0 values");
}

TEST(Units, AreCountedByTheirShares) {
  Distribution d;
  d.name = "relu";
  d.unit_shares = {1, 0.95f, 0.5f, 0, 1};
  EXPECT_EQ(units_text(d),
            "2 of 5 units always exactly 0, 1 more in at least 90 % of their values");
  EXPECT_EQ(unit_text(d, 2), "unit 2: 50.0 % of its values exactly 0");
  EXPECT_EQ(unit_text(d, 5), "");
  d.name = "tanh";
  EXPECT_STREQ(unit_share_name(d), "saturated");
}

}  // namespace

}  // namespace netdyno::app
