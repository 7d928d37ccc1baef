// SPDX-License-Identifier: MIT
#include "app/view_models/controls_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/nn/layer_registry.h"
#include "tests/support/snapshot_factory.h"

namespace netdyno::app {

namespace {

ControlsModel controls(test::Scene scene = test::Scene::Running) {
  return build_controls(test::make_scene(scene).snapshot.get()).value();
}

TEST(ControlsModel, IsNoneWithoutARecipe) {
  EXPECT_FALSE(build_controls(nullptr));
  EXPECT_FALSE(build_controls(test::make_scene(test::Scene::Loading).snapshot.get()));
}

TEST(ControlsModel, ReadsTheRecipe) {
  const ControlsModel model = controls();
  EXPECT_EQ(model.learning_rate, 0.01);
  EXPECT_EQ(model.penalty.l2, 5e-4);
  EXPECT_EQ(model.batch_size, 64);
  EXPECT_EQ(model.max_batch_size, 50000);
  EXPECT_EQ(model.preprocess, "mean-image");
  ASSERT_EQ(model.optimizer_knobs.size(), 1u);
  EXPECT_EQ(model.optimizer_knobs[0].label, "momentum μ");
  EXPECT_EQ(model.optimizer_knobs[0].value, 0.9);
}

TEST(ControlsModel, OffersEveryLiveOptionOfTheOptimizer) {
  const ControlsModel model = controls(test::Scene::Large);  // Adam
  std::size_t live = 0;
  for (const OptionField& field : optimizer_type("adam").fields) live += field.is_live;
  EXPECT_EQ(model.optimizer_knobs.size(), live);
  EXPECT_GE(live, 2u);
}

TEST(ControlsModel, OffersTheDropoutRateOfEachDropoutLayer) {
  const ControlsModel model = controls();
  ASSERT_EQ(model.layer_knobs.size(), 1u);
  EXPECT_EQ(model.layer_knobs[0].layer, 8u);
  EXPECT_TRUE(model.layer_knobs[0].drops_values);
  EXPECT_EQ(model.layer_knobs[0].number.value, 0.4);
  EXPECT_EQ(controls(test::Scene::Large).layer_knobs.size(), 15u);
}

TEST(ControlsModel, OffersTheWholeNetAndEachLayerWithWeights) {
  const ControlsModel model = controls();
  ASSERT_EQ(model.init_targets.size(), 5u);
  EXPECT_EQ(redraw_label(model.init_targets[0]), "Re-draw all weights");
  EXPECT_EQ(redraw_label(model.init_targets[1]), "Re-draw layer 0 (conv)");
  EXPECT_EQ(model.init_targets[3].layer, 7u);
  EXPECT_EQ(model.init_targets[3].init.scheme, "he");
}

TEST(ControlsModel, NamesTheRateInForceBesideTheOneAskedFor) {
  ControlsModel model = controls();
  model.learning_rate = 0.1;
  model.scheduled_rate = 0.013;
  EXPECT_EQ(rate_note(model), "") << "by hand they are one";
  model.schedule.kind = "cosine";
  EXPECT_EQ(rate_note(model), "η 0.1 → 0.013 in force");
  model.scheduled_rate = 0.1;
  EXPECT_EQ(rate_note(model), "");
}

TEST(ControlsModel, NamesWhatWaitsForAValidationBesideWhatIsInForce) {
  Snapshot snapshot = *test::make_scene(test::Scene::Running).snapshot;
  EXPECT_TRUE(waiting_notes(snapshot, "loss").empty());
  snapshot.waiting = {{"loss", "hinge"}, {"schedule", ScheduleSpec{"cosine", {}}}};
  ASSERT_EQ(waiting_notes(snapshot, "loss").size(), 1u);
  EXPECT_EQ(waiting_notes(snapshot, "loss")[0],
            "loss: softmax in force, hinge waits for the validation");
  EXPECT_EQ(waiting_notes(snapshot, "schedule")[0],
            "schedule: constant in force, cosine waits for the validation");
  EXPECT_TRUE(waiting_notes(snapshot, "optimizer").empty());
}

// What a slider may reach the engine must accept, for every number of every registry.
void expect_accepted(const OptionField& field) {
  const auto knob = number_knob(field, field.checked(field.preset_value));
  if (!knob) return;
  EXPECT_LT(knob->min, knob->max) << field.key;
  for (const double value : {knob->min, knob->max, (knob->min + knob->max) / 2, -1e30, 1e30,
                             knob->value, std::numeric_limits<double>::infinity(), std::nan("")})
    EXPECT_NO_THROW(field.checked(knob_value(*knob, value))) << field.key << " " << value;
}

TEST(ControlsModel, NeverMakesAValueThatTheEngineRefuses) {
  for (const OptimizerType& type : optimizer_types())
    for (const OptionField& field : type.fields) expect_accepted(field);
  for (const LayerType& type : layer_types())
    for (const OptionField& field : type.fields)
      if (field.is_live) expect_accepted(field);
}

TEST(ControlsModel, HasNoKnobForTextsAndSwitches) {
  EXPECT_FALSE(number_knob(boolean("flag", ""), false));
  EXPECT_FALSE(number_knob(text("name", ""), std::string("x")));
}

TEST(ControlsModel, ClampsRatesAndPenalties) {
  EXPECT_EQ(clamp_rate(0.3), 0.3);
  EXPECT_GT(clamp_rate(-1), 0);
  EXPECT_GT(clamp_rate(std::nan("")), 0);
  EXPECT_LE(clamp_rate(1e300), 1e3);
  EXPECT_EQ(clamp_penalty(-1), 0);
  EXPECT_EQ(clamp_penalty(std::nan("")), 0);
  EXPECT_EQ(clamp_penalty(0.01), 0.01);
}

TEST(ControlsModel, TheLadderClimbsByAboutThree) {
  const auto ladder = rate_ladder();
  EXPECT_EQ(ladder.front(), kMinRate);
  EXPECT_EQ(ladder.back(), kMaxRate);
  for (std::size_t i = 1; i < ladder.size(); ++i) {
    EXPECT_GT(ladder[i] / ladder[i - 1], 2.9);
    EXPECT_LT(ladder[i] / ladder[i - 1], 3.4);
  }
}

}  // namespace

}  // namespace netdyno::app
