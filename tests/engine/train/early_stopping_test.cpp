// SPDX-License-Identifier: MIT
#include "engine/train/early_stopping.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/error.h"

namespace netdyno {
namespace {

// One weight whose value is the number of the validation.
class EarlyStoppingTest : public testing::Test {
 protected:
  void validate(double loss, double accuracy = 0.5) {
    ++step_;
    weight_.fill(static_cast<float>(step_));
    stopping_.observe(spec_, tensors_, {.loss = loss, .accuracy = accuracy}, step_,
                      static_cast<double>(step_) / 2);
  }
  float restored() {
    stopping_.restore(tensors_);
    return weight_.data()[0];
  }

  EarlyStoppingSpec spec_{.patience = 2};
  Tensor weight_{Shape{1}};
  std::vector<NamedTensor> tensors_{{"0.weight", &weight_}};
  EarlyStopping stopping_;
  std::int64_t step_ = 0;
};

TEST_F(EarlyStoppingTest, StopsWhenItsPatienceIsOver) {
  for (const double loss : {1.0, 0.8, 0.9, 0.7, 0.75}) {
    validate(loss);
    EXPECT_FALSE(stopping_.should_stop(spec_)) << loss;
  }
  validate(0.7);
  EXPECT_TRUE(stopping_.should_stop(spec_)) << "an equal one is no better one";
  EXPECT_EQ(stopping_.best()->step, 4);
  EXPECT_EQ(stopping_.best()->text(), "epoch 2, validation loss 0.7");
  EXPECT_EQ(restored(), 4.0f);
  EXPECT_FALSE(stopping_.should_stop(spec_)) << "patience begins anew";
}

TEST_F(EarlyStoppingTest, WantsTheAccuracyHigher) {
  spec_.metric = "accuracy";
  validate(1.0, 0.5);
  validate(2.0, 0.6);
  validate(0.5, 0.4);
  EXPECT_EQ(stopping_.best()->value, 0.6);
  EXPECT_EQ(restored(), 2.0f);
}

TEST_F(EarlyStoppingTest, CountsOnlyWhatIsBetterByTheDelta) {
  spec_.min_delta = 0.25;
  validate(1.0);
  validate(0.8);
  EXPECT_EQ(stopping_.best()->value, 1.0);
  validate(0.5);
  EXPECT_EQ(stopping_.best()->value, 0.5);
}

TEST_F(EarlyStoppingTest, TakesNoNumberThatIsNone) {
  validate(std::nan(""));
  EXPECT_FALSE(stopping_.best());
  validate(1.0);
  validate(std::nan(""));
  validate(-INFINITY * 0);
  EXPECT_EQ(restored(), 2.0f);
}

TEST_F(EarlyStoppingTest, KeepsNothingWithoutPatience) {
  spec_.patience = 0;
  for (int i = 0; i < 5; ++i) validate(1.0);
  EXPECT_FALSE(stopping_.should_stop(spec_));
  EXPECT_FALSE(stopping_.best());
  EXPECT_TRUE(stopping_.copies().empty());
  EXPECT_THROW(stopping_.restore(tensors_), ContractError);
}

TEST(EarlyStoppingSpec, OptionsAndSpecAreTheSame) {
  const EarlyStoppingSpec spec{.patience = 3, .metric = "accuracy", .min_delta = 0.125};
  EXPECT_EQ(early_stopping_spec(early_stopping_options(spec)), spec);
  EXPECT_EQ(early_stopping_spec(Options(early_stopping_fields())), EarlyStoppingSpec());
  EXPECT_THROW(early_stopping_options({.patience = -1}), RecipeError);
  EXPECT_THROW(early_stopping_options({.metric = "mood"}), RecipeError);
  EXPECT_THROW(early_stopping_options({.min_delta = -0.1}), RecipeError);
}

}  // namespace
}  // namespace netdyno
