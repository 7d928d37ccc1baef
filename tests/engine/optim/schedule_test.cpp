// SPDX-License-Identifier: MIT
#include "engine/optim/schedule.h"

#include <gtest/gtest.h>

#include "engine/core/error.h"

namespace netdyno {
namespace {

TEST(Schedule, PlateauDropsAfterMoreThanItsPatience) {
  const Schedule& row = schedule("plateau");
  Options options(row.fields);
  options.set(row.fields, "patience", std::int64_t{1});
  ScheduleState state;
  const auto factor_after = [&](double loss) {
    row.observe(options, loss, state);
    return row.factor(options, {.drops = state.drops});
  };
  EXPECT_DOUBLE_EQ(factor_after(1.0), 1.0);
  EXPECT_DOUBLE_EQ(factor_after(0.99995), 1.0) << "within the threshold: the first bad one";
  EXPECT_DOUBLE_EQ(factor_after(std::nan("")), 0.1) << "the second";
  EXPECT_DOUBLE_EQ(factor_after(0.5), 0.1);
  EXPECT_DOUBLE_EQ(factor_after(0.6), 0.1);
  EXPECT_DOUBLE_EQ(factor_after(0.6), 0.01);
  EXPECT_EQ(state.best, 0.5);
}

struct Case {
  std::string name;
  std::vector<std::pair<std::string, double>> settings;

  double at(double epoch, double total_epochs = 10.0) const {
    const Schedule& row = schedule(name);
    Options options(row.fields);
    for (const auto& [key, value] : settings) options.set(row.fields, key, value);
    return row.factor(options, {epoch, total_epochs});
  }
};

TEST(Schedule, ConstantIsOne) {
  const Case constant{"constant", {}};
  EXPECT_EQ(constant.at(0.0), 1.0);
  EXPECT_EQ(constant.at(123.4), 1.0);
}

TEST(Schedule, StepDropsAtEachMultiple) {
  const Case step{"step", {{"factor", 0.5}, {"every", 3.0}}};
  EXPECT_DOUBLE_EQ(step.at(0.0), 1.0);
  EXPECT_DOUBLE_EQ(step.at(2.99), 1.0);
  EXPECT_DOUBLE_EQ(step.at(3.0), 0.5);
  EXPECT_DOUBLE_EQ(step.at(7.0), 0.25);
}

TEST(Schedule, ExponentialHalvesInTheHalfLife) {
  const Case exponential{"exponential", {{"rate", std::log(2.0)}}};
  EXPECT_DOUBLE_EQ(exponential.at(0.0), 1.0);
  EXPECT_NEAR(exponential.at(1.0), 0.5, 1e-12);
  EXPECT_NEAR(exponential.at(3.0), 0.125, 1e-12);
}

TEST(Schedule, InverseTimeFallsAsOneOverTime) {
  const Case inverse{"inverse-time", {{"rate", 2.0}}};
  EXPECT_DOUBLE_EQ(inverse.at(0.0), 1.0);
  EXPECT_DOUBLE_EQ(inverse.at(0.5), 0.5);
  EXPECT_DOUBLE_EQ(inverse.at(2.0), 0.2);
}

TEST(Schedule, EpochDecayMultipliesAtEachEpochsEnd) {
  const Case decay{"epoch-decay", {}};
  EXPECT_DOUBLE_EQ(decay.at(0.9), 1.0);
  EXPECT_DOUBLE_EQ(decay.at(1.0), 0.97);
  EXPECT_NEAR(decay.at(2.5), 0.9409, 1e-12);
}

TEST(Schedule, CosineEndsAtItsFloorAndStaysThere) {
  const Case cosine{"cosine", {{"final", 0.2}}};
  EXPECT_DOUBLE_EQ(cosine.at(0.0), 1.0);
  EXPECT_NEAR(cosine.at(5.0), 0.6, 1e-12);
  EXPECT_NEAR(cosine.at(2.5), 0.2 + 0.4 * (1.0 + std::sqrt(0.5)), 1e-12);
  EXPECT_NEAR(cosine.at(10.0), 0.2, 1e-12);
  EXPECT_NEAR(cosine.at(20.0), 0.2, 1e-12);
}

TEST(Schedule, CosineRestartsAfterGrowingPeriods) {
  const Case restarts{"cosine-restarts", {{"period", 2.0}, {"growth", 2.0}}};
  EXPECT_DOUBLE_EQ(restarts.at(0.0), 1.0);
  EXPECT_NEAR(restarts.at(1.0), 0.5, 1e-12);
  EXPECT_NEAR(restarts.at(1.9999), 0.0, 1e-6);
  EXPECT_NEAR(restarts.at(2.0), 1.0, 1e-12);  // second period: 4 epochs
  EXPECT_NEAR(restarts.at(4.0), 0.5, 1e-12);
  EXPECT_NEAR(restarts.at(6.0), 1.0, 1e-12);  // third period: 8 epochs
  EXPECT_NEAR(restarts.at(10.0), 0.5, 1e-12);
  for (double start = 2.0; start < 1e6; start = 2.0 * start + 2.0)
    EXPECT_NEAR(restarts.at(start), 1.0, 1e-9) << "restart at epoch " << start;
}

TEST(Schedule, CosineRestartsWithoutGrowthArePeriodic) {
  const Case restarts{"cosine-restarts", {{"period", 3.0}, {"growth", 1.0}, {"final", 0.5}}};
  EXPECT_NEAR(restarts.at(1.5), 0.75, 1e-12);
  EXPECT_NEAR(restarts.at(3.0), 1.0, 1e-12);
  EXPECT_NEAR(restarts.at(31.5), 0.75, 1e-12);
}

TEST(Schedule, CyclicRisesAndFallsInStraightLines) {
  const Case cyclic{"cyclic", {{"low", 0.2}, {"half_period", 2.0}}};
  EXPECT_NEAR(cyclic.at(0.0), 0.2, 1e-12);
  EXPECT_NEAR(cyclic.at(1.0), 0.6, 1e-12);
  EXPECT_NEAR(cyclic.at(2.0), 1.0, 1e-12);
  EXPECT_NEAR(cyclic.at(3.0), 0.6, 1e-12);
  EXPECT_NEAR(cyclic.at(4.0), 0.2, 1e-12);
  EXPECT_NEAR(cyclic.at(6.0), 1.0, 1e-12);
}

TEST(Schedule, EveryFactorIsFiniteAndBetweenZeroAndOne) {
  for (const Schedule& row : schedules()) {
    const Options options(row.fields);
    for (const double total : {0.0, 1.0, 10.0})
      for (double epoch = 0.0; epoch < 50.0; epoch += 0.37) {
        const double factor = row.factor(options, {epoch, total});
        EXPECT_GE(factor, 0.0) << row.name << " at epoch " << epoch;
        EXPECT_LE(factor, 1.0) << row.name << " at epoch " << epoch;
      }
  }
}

TEST(Schedule, AnUnknownNameSuggestsTheNearest) {
  try {
    schedule("cosin");
    FAIL() << "an unknown schedule was accepted";
  } catch (const RecipeError& error) {
    EXPECT_EQ(error.path(), "kind");
    EXPECT_EQ(error.hint(), "Did you mean \"cosine\"?");
  }
}

}  // namespace
}  // namespace netdyno
