// SPDX-License-Identifier: MIT
#include "engine/train/run_change.h"

#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "engine/nn/initializer.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

class KnobTest : public testing::Test {
 protected:
  // "knob: before → after"
  std::string apply(const RunChange& change) {
    const KnobChange words = apply_change(trainer_, change);
    return words.knob + ": " + words.before + " → " + words.after;
  }

  test::TinyEngine engine_;
  const Recipe recipe_ = test::tiny_recipe();
  Trainer trainer_{recipe_, test::tiny_data(recipe_), *engine_.kernels};
};

TEST_F(KnobTest, SaysWhatChangedInWords) {
  EXPECT_EQ(apply(KnobTurn{"optimizer.learning_rate", 0.3}), "learning rate η: 0.05 → 0.3");
  EXPECT_EQ(apply(KnobTurn{"optimizer.momentum", 0.5}), "momentum μ: 0.9 → 0.5");
  EXPECT_EQ(apply(KnobTurn{"penalty.l2", 0.001}), "L2 penalty λ: 0 → 0.001");
  EXPECT_EQ(apply(KnobTurn{"penalty.l1", 1e-5}), "L1 penalty λ: 0 → 1e-05");
  EXPECT_EQ(apply(KnobTurn{"penalty", Penalty{}}), "penalty λ: L2 0.001, L1 1e-05 → L2 0, L1 0");
  EXPECT_EQ(apply(KnobTurn{"batch_size", 8}), "batch size N: 16 → 8");
  EXPECT_EQ(apply(KnobTurn{"model.layers[4].rate", 0.75}), "dropout rate of layer 4: 0.3 → 0.75");
  EXPECT_EQ(apply(KnobTurn{"data.preprocess", "standardize"}), "preprocessing: none → standardize");
}

TEST_F(KnobTest, SaysWhatReplacedTheOptimizerScheduleAndLoss) {
  EXPECT_EQ(apply(KnobTurn{"optimizer", OptimizerSpec{"adam", 0.001, {}}}),
            "optimizer: momentum, η 0.05 → adam, η 0.001");
  EXPECT_EQ(apply(KnobTurn{"optimizer", OptimizerSpec{"nesterov", 0.001, {}}}),
            "optimizer: adam → nesterov");
  OptimizerSpec slower{"nesterov", 0.001, Options(optimizer_type("nesterov").fields)};
  slower.options.set(optimizer_type("nesterov").fields, "momentum", 0.5);
  EXPECT_EQ(apply(KnobTurn{"optimizer", slower}),
            "optimizer: nesterov, momentum 0.9 → nesterov, momentum 0.5");
  EXPECT_EQ(apply(KnobTurn{"schedule", ScheduleSpec{"step", {}}}),
            "schedule: constant → step, every 10, factor 0.1");
  EXPECT_EQ(apply(KnobTurn{"loss", "hinge"}), "loss: softmax → hinge");
  EXPECT_EQ(apply(KnobTurn{"early_stopping", EarlyStoppingSpec{.patience = 3}}),
            "early stopping: off → loss, patience 3");
  EXPECT_EQ(apply(KnobTurn{"averaging", AveragingSpec{.kind = "exponential", .start = 1.5}}),
            "averaging of weights: none → exponential, decay 0.999, from epoch 1.5");
  trainer_.observe_validation({.loss = 0.25});
  EXPECT_EQ(apply(RestoreBest{}), "best weights restored: epoch 0 → epoch 0, validation loss 0.25");
}

TEST_F(KnobTest, SaysWhichAugmentationOrWhichOfItsStrengthsChanged) {
  EXPECT_EQ(apply(KnobTurn{"data.augment", std::vector<AugmentSpec>{{"flip", {}}, {"rotate", {}}}}),
            "augmentation: none → flip, rotate");
  AugmentSpec further{"rotate", Options(augmentation("rotate").fields)};
  further.options.set(augmentation("rotate").fields, "degrees", 25.0);
  EXPECT_EQ(apply(KnobTurn{"data.augment", std::vector<AugmentSpec>{{"flip", {}}, further}}),
            "augmentation: rotate degrees 10 → rotate degrees 25");
  EXPECT_EQ(apply(KnobTurn{"data.augment", std::vector<AugmentSpec>{}}),
            "augmentation: flip, rotate → none");
  EXPECT_EQ(apply(KnobTurn{"data.augment", std::vector<AugmentSpec>{}}),
            "augmentation:  → ");  // no marker then
  EXPECT_FALSE(waits_for_validation(KnobTurn{"data.augment", std::vector<AugmentSpec>{}}));
}

TEST_F(KnobTest, OnlyWhatAValidationMeasuresWaitsForIt) {
  EXPECT_TRUE(waits_for_validation(KnobTurn{"loss", "hinge"}));
  EXPECT_TRUE(waits_for_validation(Redraw{}));
  EXPECT_TRUE(waits_for_validation(KnobTurn{"schedule", ScheduleSpec{}}));
  EXPECT_FALSE(waits_for_validation(KnobTurn{"optimizer", OptimizerSpec{}}));
  EXPECT_FALSE(changes_inference(KnobTurn{"loss", "hinge"}));
}

TEST_F(KnobTest, SaysHowWeightsWereDrawn) {
  EXPECT_EQ(apply(KnobTurn{"model.init", default_init_spec("xavier")}),
            "weights drawn anew: he → xavier");
  EXPECT_EQ(apply(KnobTurn{"model.layers[5].init", default_init_spec("gaussian")}),
            "weights of layer 5 drawn anew: xavier → gaussian, std 0.01");
}

TEST_F(KnobTest, PassesARefusalOn) {
  EXPECT_THROW(apply(KnobTurn{"optimizer.learning_rate", -1}), RecipeError);
  EXPECT_THROW(apply(KnobTurn{"model.layers[99].rate", 0.5}), RecipeError);
  EXPECT_THROW(apply(RestoreBest{}), Error) << "none are kept";
  EXPECT_THROW(apply(KnobTurn{"data.augment[0].type", "flop"}), RecipeError);
  EXPECT_THROW(apply(KnobTurn{"model.layers[4].rat", 0.5}), RecipeError);
  EXPECT_THROW(apply(KnobTurn{"seed", 5}), RecipeError) << "from step 0";
}

}  // namespace
}  // namespace netdyno
