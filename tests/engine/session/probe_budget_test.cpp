// SPDX-License-Identifier: MIT
#include "engine/session/probe_budget.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace netdyno {
namespace {

using namespace std::chrono_literals;

const ProbeBudget::Time kBegin{1h};

TEST(FairShare, GivesEachWhatItWantsWhereAllFits) {
  EXPECT_DOUBLE_EQ(fair_share({0.01, 0.02}, 0.06), 0.06);
  EXPECT_DOUBLE_EQ(fair_share({}, 0.06), 0.06);
}

TEST(FairShare, LeavesTheRestToThoseThatWantMore) {
  EXPECT_DOUBLE_EQ(fair_share({1.0, 1.0, 1.0}, 0.06), 0.02);
  EXPECT_DOUBLE_EQ(fair_share({1.0, 0.01, 2.0}, 0.06), 0.025);
}

// Measures whatever is due, in turn with a training that never waits.
struct Simulation {
  ProbeBudget budget{50ms};
  std::map<std::string, ProbeBudget::Duration> costs;
  std::map<std::string, int> counts;
  ProbeBudget::Duration spent{};

  explicit Simulation(std::map<std::string, ProbeBudget::Duration> of) : costs(std::move(of)) {
    std::vector<std::string> ids;
    for (const auto& [id, cost] : costs) ids.push_back(id);
    budget.request(ids);
  }

  void run(ProbeBudget::Duration length) {
    ProbeBudget::Time now = kBegin;
    while (now < kBegin + length) {
      for (const auto& [id, cost] : costs)
        if (budget.is_due(id, now, now)) {
          budget.measured(id, now, cost);
          now += cost;
          spent += cost;
          ++counts[id];
        }
      now += 200us;
    }
  }
};

TEST(ProbeBudget, KeepsToItsShareHoweverManyProbesThereAre) {
  for (const int probes : {1, 3, 8}) {
    std::map<std::string, ProbeBudget::Duration> costs;
    for (int i = 0; i < probes; ++i) costs["p" + std::to_string(i)] = 30ms;
    Simulation simulation(costs);
    simulation.run(100s);
    const double share = std::chrono::duration<double>(simulation.spent).count() / 100;
    EXPECT_NEAR(share, ProbeBudget::kShare, 0.005) << probes << " probes";
  }
}

TEST(ProbeBudget, LetsACheapProbeFlowBesideDearOnes) {
  Simulation simulation({{"boundary", 1ms}, {"saliency", 60ms}, {"predictions", 200ms}});
  simulation.run(20s);
  EXPECT_GE(simulation.counts["boundary"], 10 * 20);
  EXPECT_GE(simulation.counts["saliency"], 4);
  EXPECT_GE(simulation.counts["predictions"], 2);
}

TEST(ProbeBudget, NeverMeasuresMoreOftenThanTheInterval) {
  Simulation simulation({{"weights", 10us}});
  simulation.run(10s);
  EXPECT_LE(simulation.counts["weights"], 10 * 20);
  EXPECT_GE(simulation.counts["weights"], 9 * 20);
}

TEST(ProbeBudget, TakesWhatAPaceLeavesIdle) {
  ProbeBudget budget(50ms);
  const std::vector<std::string> ids = {"boundary"};
  budget.request(ids);
  budget.measured("boundary", kBegin, 8ms);
  const ProbeBudget::Time now = kBegin + 9ms;
  EXPECT_FALSE(budget.is_due("boundary", now, now)) << "at full speed it rests";
  EXPECT_TRUE(budget.is_due("boundary", now, now + 20ms)) << "fits before the next step";
  EXPECT_FALSE(budget.is_due("boundary", now, now + 5ms)) << "would hold the next step up";
}

TEST(ProbeBudget, FollowsAChangeAtOnce) {
  ProbeBudget budget(50ms);
  const std::vector<std::string> ids = {"boundary"};
  budget.request(ids);
  EXPECT_TRUE(budget.is_any_due(kBegin, kBegin));
  budget.measured("boundary", kBegin, 8ms);
  EXPECT_FALSE(budget.is_any_due(kBegin + 10ms, kBegin));
  budget.expire();
  EXPECT_TRUE(budget.is_any_due(kBegin + 10ms, kBegin));
}

}  // namespace
}  // namespace netdyno
