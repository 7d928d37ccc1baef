// SPDX-License-Identifier: MIT
#include "app/view_models/advice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "app/view_models/knob_text.h"

namespace netdyno::app {

namespace {

using ::testing::HasSubstr;

// A loss that falls from 2.3 to 0.3, then what follows.
History fallen(const std::vector<double>& then) {
  History history;
  const auto add = [&](double loss) {
    history.append(
        StepRecord{.step = static_cast<std::int64_t>(history.size()) + 1, .train_loss = loss});
  };
  for (int i = 0; i < 200; ++i) add(0.3 + 2 * std::exp(-i / 20.0));
  for (const double loss : then) add(loss);
  return history;
}

// A run that trains.
class AdviceTest : public ::testing::Test {
 protected:
  AdviceTest() {
    snapshot_.state = RunState::Running;
    recipe_.optimizer = {"adam", 0.049, {}};
    recipe_.penalty = {};
  }
  std::optional<Advice> advice(const History& history = fallen({})) {
    snapshot_.recipe = std::make_shared<const Recipe>(recipe_);
    snapshot_.learning_rate = recipe_.optimizer.learning_rate;
    return build_advice(snapshot_, history);
  }
  void measure_dead(double share) {
    DistributionSet outputs;
    outputs.rows.resize(2);
    outputs.rows[1].layer = 4;
    outputs.rows[1].name = "relu";
    outputs.rows[1].dead = share;
    snapshot_.probes["activations"] = std::make_shared<const ProbeResult>(7, outputs);
  }

  Snapshot snapshot_;
  Recipe recipe_;
};

TEST_F(AdviceTest, IsSilentWhileAllIsWell) {
  EXPECT_FALSE(advice());
  EXPECT_FALSE(advice(fallen(std::vector<double>(50, 0.8)))) << "noise";
  EXPECT_FALSE(advice(History()));
  measure_dead(0.5);
  EXPECT_FALSE(advice());
}

TEST_F(AdviceTest, ARisingLossOffersHalfTheRate) {
  const auto found = advice(fallen(std::vector<double>(10, 4e29)));
  ASSERT_TRUE(found);
  EXPECT_THAT(found->headline, HasSubstr("rising"));
  EXPECT_THAT(found->text, HasSubstr("4e29"));
  ASSERT_EQ(found->steps.size(), 1u);
  EXPECT_DOUBLE_EQ(std::get<SetKnob>(found->steps[0].commands.at(0)).value.number(), 0.0245);
  snapshot_.state = RunState::Paused;
  EXPECT_FALSE(advice(fallen(std::vector<double>(10, 4e29))));
}

TEST_F(AdviceTest, WhatWasLearntIsLost) {
  const auto found = advice(fallen(std::vector<double>(10, 2.0)));
  ASSERT_TRUE(found) << "it stands where it began";
  recipe_.batch_size = 1;
  EXPECT_FALSE(advice(fallen(std::vector<double>(10, 2.0)))) << "ten examples prove nothing";
  EXPECT_TRUE(advice(fallen(std::vector<double>(1000, 2.3))));
}

TEST_F(AdviceTest, AFewExamplesMayLeaveAnyUnitSilent) {
  measure_dead(0.98);
  recipe_.batch_size = 1;
  EXPECT_FALSE(advice());
}

TEST_F(AdviceTest, ADeadLayerOffersARestartWithAUsualRate) {
  measure_dead(0.98);
  const auto found = advice();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->headline, "layer 4 is dead");
  EXPECT_THAT(found->text, HasSubstr("98"));
  EXPECT_THAT(found->text, HasSubstr("adam, η 0.049"));
  ASSERT_EQ(found->steps.size(), 1u);
  EXPECT_EQ(found->steps[0].label, "Restart with η = 0.001");
  EXPECT_EQ(std::get<SetKnob>(found->steps[0].commands.at(0)).value.number(), 0.001);
  EXPECT_TRUE(std::holds_alternative<Restart>(found->steps[0].commands.at(1)));
}

TEST_F(AdviceTest, WeightsThatAreAllAlikeAreDrawnAnew) {
  recipe_.model.init.scheme = "zero";
  measure_dead(1);
  const auto found = advice();
  ASSERT_TRUE(found);
  ASSERT_EQ(found->steps.size(), 1u);
  EXPECT_EQ(std::get<SetKnob>(found->steps[0].commands.at(0)).value.at("scheme").text(), "he");
}

TEST_F(AdviceTest, APenaltyThatRulesIsNamed) {
  recipe_.optimizer = {"momentum", 0.01, {}};
  recipe_.penalty.l2 = 66;
  const auto found = advice();
  ASSERT_TRUE(found);
  EXPECT_THAT(found->headline, HasSubstr("λ₂"));
  EXPECT_THAT(found->text, HasSubstr("66.0 %"));
  EXPECT_EQ(std::get<SetKnob>(found->steps.at(0).commands.at(0)).value.number(), 0.0005);
  recipe_.penalty.l2 = 0.0005;
  EXPECT_FALSE(advice());
}

TEST_F(AdviceTest, ADivergenceOffersTheMomentBeforeTheKnobHalfTheRateAndARestart) {
  snapshot_.state = RunState::Diverged;
  snapshot_.divergence = Divergence{.step = 809,
                                    .layer = 3,
                                    .layer_type = "dense",
                                    .what = "output",
                                    .learning_rate = 0.049,
                                    .good_step = 776};
  snapshot_.last_change = LastChange{776, "batch size N", "64", "1", true};
  const auto found = advice();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->tone, Tone::Error);
  EXPECT_THAT(found->text, HasSubstr("put back to those after step 776"));
  ASSERT_EQ(found->steps.size(), 3u);
  EXPECT_EQ(found->steps[0].label, "Back to step 776, before N = 1");
  EXPECT_TRUE(std::holds_alternative<RewindChange>(found->steps[0].commands.at(0)));
  EXPECT_EQ(found->steps[1].label, "Go on with η = 0.025");
  EXPECT_EQ(found->steps[1].commands.size(), 2u) << "and play";
  EXPECT_TRUE(std::holds_alternative<Restart>(found->steps[2].commands.at(0)));
  snapshot_.last_change = LastChange{776, "learning rate η", "0.002", "0.049", true};
  EXPECT_EQ(advice()->steps[1].label, "Go on with η = 0.002") << "which it trained well with";
  snapshot_.last_change->can_go_back = false;
  EXPECT_EQ(advice()->steps.size(), 2u);
}

TEST(KnobText, IsASymbolWhereThereIsOne) {
  EXPECT_EQ(knob_symbol("learning rate η"), "η");
  EXPECT_EQ(knob_symbol("batch size N"), "N");
  EXPECT_EQ(knob_symbol("dropout rate of layer 3"), "dropout 3");
  EXPECT_EQ(knob_symbol("schedule"), "schedule");
}

}  // namespace

}  // namespace netdyno::app
