// SPDX-License-Identifier: MIT
#include "app/view_models/distribution_figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "app/view_models/quantiles.h"

namespace netdyno::app {

namespace {

Distribution uniform(double lo = -1, double hi = 1) {
  Distribution d;
  d.layer = 2;
  d.name = "tanh";
  d.count = 400;
  d.min = lo;
  d.max = hi;
  d.std = 0.5;
  d.histogram.lo = lo;
  d.histogram.hi = hi;
  d.histogram.counts = {100, 100, 100, 100};
  return d;
}

ProbeHistory::Result result(std::int64_t step, const Distribution& d = uniform()) {
  return std::make_shared<const ProbeResult>(step, DistributionSet{{d}});
}

TEST(Quantiles, OfEvenlySpreadValuesAreEvenlySpread) {
  EXPECT_NEAR(quantile(uniform(), 0.5), 0, 1e-12);
  EXPECT_NEAR(quantile(uniform(), 0.25), -0.5, 1e-12);
  EXPECT_NEAR(quantile(uniform(), 1), 1, 1e-12);
}

TEST(Quantiles, CountZerosAndWhatLiesOutside) {
  Distribution d;
  d.count = 100;
  d.min = 0;
  d.max = 10;
  d.histogram.lo = 0;
  d.histogram.hi = 1;
  d.histogram.counts = {20};
  d.histogram.zeros = 60;
  d.histogram.overflow = 20;
  EXPECT_EQ(quantile(d, 0.5), 0) << "most values are zero";
  EXPECT_NEAR(quantile(d, 0.7), 0.5, 1e-12);
  EXPECT_NEAR(quantile(d, 0.9), 5.5, 1e-12);
  EXPECT_EQ(ribbon(d).back(), 10);
}

TEST(Quantiles, OfNothingAreNotANumber) {
  EXPECT_TRUE(std::isnan(quantile(Distribution(), 0.5)));
  EXPECT_EQ(bin_density(Distribution(), 0), 0);
}

TEST(BinDensity, IntegratesToTheShareWithinTheBins) {
  const Distribution d = uniform(0, 8);
  double sum = 0;
  for (std::size_t i = 0; i < 4; ++i) sum += 2 * bin_density(d, i);
  EXPECT_NEAR(sum, 1, 1e-12);
}

TEST(ProbeHistory, KeepsFirstAndLastAndThinsOutEvenly) {
  ProbeHistory history;
  for (std::int64_t step = 1; step <= 5000; ++step) history.add(result(step), "tanh");
  const auto& kept = history.results();
  EXPECT_LE(kept.size(), 65u);
  EXPECT_GE(kept.size(), 30u);
  EXPECT_EQ(kept.front()->step, 1);
  EXPECT_EQ(kept.back()->step, 5000);
  std::int64_t widest = 0;
  for (std::size_t i = 1; i < kept.size(); ++i) {
    EXPECT_GT(kept[i]->step, kept[i - 1]->step);
    widest = std::max(widest, kept[i]->step - kept[i - 1]->step);
  }
  EXPECT_LT(widest, 400);
  const auto few = history.spread(5);
  ASSERT_EQ(few.size(), 5u);
  EXPECT_EQ(few.front()->step, 1);
  EXPECT_EQ(few.back()->step, 5000);
}

TEST(ProbeHistory, GivesTheStepsOfARange) {
  ProbeHistory history;
  for (std::int64_t step = 1; step <= 10; ++step) history.add(result(step), "tanh");
  const auto chosen = history.within({3, 6});
  ASSERT_EQ(chosen.size(), 4u);
  EXPECT_EQ(chosen.front()->step, 3);
  EXPECT_EQ(chosen.back()->step, 6);
  EXPECT_EQ(ProbeHistory::spread(chosen, 2).back()->step, 6);
  EXPECT_TRUE(history.within({11, 20}).empty());
}

TEST(ProbeHistory, StartsOverWithAnotherRunOrKey) {
  ProbeHistory history;
  history.add(result(10), "a");
  history.add(result(20), "a");
  history.add(result(5), "a");
  EXPECT_EQ(history.results().size(), 1u);
  history.add(result(6), "b");
  EXPECT_EQ(history.results().size(), 1u);
  history.add(result(6), "b");
  EXPECT_EQ(history.results().size(), 1u) << "the same step measured anew replaces";
}

TEST(Ridge, HoldsAllSlicesOrFollowsTheLatest) {
  const std::vector results = {result(1, uniform(-4, 4)), result(2, uniform(-1, 1))};
  const Ridge all = build_ridge(results, 0, false);
  EXPECT_EQ(all.lo, -4);
  EXPECT_EQ(all.hi, 4);
  ASSERT_EQ(all.slices.size(), 2u);
  EXPECT_NEAR(all.most_density, 0.5, 1e-12) << "the narrow one is the densest";
  EXPECT_EQ(build_ridge(results, 0, true).hi, 1);
  EXPECT_TRUE(build_ridge(results, 7, true).slices.empty());
}

TEST(Ridge, AnExplosionDoesNotMakeNeedlesOfTheRest) {
  std::vector<ProbeHistory::Result> results;
  for (int step = 1; step <= 9; ++step) results.push_back(result(step, uniform(-1, 2)));
  results[3] = result(4, uniform(-7e13, 7e13));
  results[4] = result(5, uniform(-3e5, 0));
  const Ridge ridge = build_ridge(results, 0, false);
  EXPECT_EQ(ridge.lo, -1);
  EXPECT_EQ(ridge.hi, 2);
  EXPECT_TRUE(ridge.slices[3].is_clipped);
  EXPECT_TRUE(ridge.slices[4].is_clipped);
  EXPECT_FALSE(ridge.slices[5].is_clipped);
  EXPECT_EQ(ridge.note, "step 4 reaches 7e13");
  EXPECT_TRUE(build_ridge({results[0], result(2, uniform(-8, 8))}, 0, false).note.empty())
      << "wider, but not far beyond";
}

TEST(Ribbon, ShowsPercentilesAndBreaksAtNaN) {
  Distribution bad = uniform();
  bad.histogram.lo = bad.histogram.hi = std::nan("");
  const std::vector results = {result(1), result(2, bad), result(3)};
  const Figure figure = build_ribbon(results, 0, Theme::dark(1));
  ASSERT_EQ(figure.lines.size(), 5u);
  EXPECT_EQ(figure.lines[0].low[0], -1);
  EXPECT_EQ(figure.lines[0].high[0], 1);
  EXPECT_TRUE(std::isnan(figure.lines[4].y[1]));
  ASSERT_EQ(figure.bad_values.size(), 1u);
  EXPECT_EQ(figure.bad_values[0].x, 2);
  EXPECT_EQ(read_ribbon(results, 0, 2.9, Theme::dark(1)).rows.size(), 9u);
}

TEST(Depth, ShowsDeviationByLayerNowAndAtFirst) {
  const std::vector results = {result(1), result(9)};
  const Figure log = build_depth(results, true, Theme::dark(1));
  ASSERT_EQ(log.lines.size(), 2u) << "means may be negative";
  EXPECT_EQ(log.lines[1].x, (std::vector<double>{2}));
  EXPECT_EQ(log.lines[1].y, (std::vector<double>{0.5}));
  EXPECT_EQ(build_depth(results, false, Theme::dark(1)).lines.size(), 4u);
  EXPECT_EQ(read_depth(results, 2.2, Theme::dark(1)).rows.size(), 2u);
}

TEST(Overlay, TellsTheCountUnderThePointer) {
  const std::vector results = {result(1), result(9)};
  EXPECT_EQ(build_overlay(results, 0, Theme::dark(1)).lines.size(), 2u);
  const ReadOut read_out = read_overlay(results, 0, 0.1, Theme::dark(1));
  ASSERT_EQ(read_out.rows.size(), 2u);
  EXPECT_EQ(read_out.rows[0].label, "step 9, 100 values");
  EXPECT_TRUE(read_overlay(results, 0, 5, Theme::dark(1)).rows.empty());
}

}  // namespace

}  // namespace netdyno::app
