// SPDX-License-Identifier: MIT
#include "engine/train/evaluator.h"

#include <gtest/gtest.h>

#include "engine/train/trainer.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

class EvaluatorTest : public testing::Test {
 protected:
  Evaluation evaluate_in_slices(Index slice) {
    Evaluator evaluator;
    evaluator.begin(data_.train);
    double progress = 0;
    while (!evaluator.advance(trainer_.network(), loss_, trainer_.preprocessor(), slice)) {
      EXPECT_GT(evaluator.progress(), progress);
      progress = evaluator.progress();
    }
    EXPECT_DOUBLE_EQ(evaluator.progress(), 1.0);
    EXPECT_FALSE(evaluator.is_busy());
    return evaluator.result();
  }

  test::TinyEngine engine_;
  const Recipe recipe_ = test::tiny_recipe({"data.examples=1100", "data.train=950"});
  const DataSplits data_ = test::tiny_data(recipe_);
  Trainer trainer_{recipe_, data_, *engine_.kernels};
  const LossFunction& loss_ = loss_function("softmax");
};

TEST_F(EvaluatorTest, EqualsOnePassOverEverything) {
  Batch batch;
  Workspace workspace;
  read_batch(data_.train, 0, 950, trainer_.preprocessor(), batch);
  const Tensor& logits = trainer_.network().forward(batch.x, workspace, {});
  const Evaluation evaluation =
      evaluate(trainer_.network(), loss_, trainer_.preprocessor(), data_.train);
  EXPECT_EQ(evaluation.examples, 950);
  EXPECT_NEAR(evaluation.loss, loss_.evaluate(logits, batch.labels, nullptr), 1e-6);
  EXPECT_DOUBLE_EQ(evaluation.accuracy,
                   static_cast<double>(count_correct(logits, batch.labels)) / 950.0);
}

TEST_F(EvaluatorTest, GivesTheSameBitsWhateverTheSlices) {
  const Evaluation whole = evaluate_in_slices(950);
  for (const Index slice : {1, 130, 500}) {
    EXPECT_EQ(evaluate_in_slices(slice).loss, whole.loss);
    EXPECT_EQ(evaluate_in_slices(slice).accuracy, whole.accuracy);
  }
}

TEST_F(EvaluatorTest, LeavesTrainingAlone) {
  Trainer untouched(recipe_, data_, *engine_.kernels);
  untouched.step();
  trainer_.step();
  evaluate(trainer_.network(), loss_, trainer_.preprocessor(), data_.validation);
  EXPECT_EQ(test::train(trainer_, 5), test::train(untouched, 5));
}

TEST_F(EvaluatorTest, IsDoneAtOnceWithoutExamples) {
  const Evaluation nothing = evaluate(trainer_.network(), loss_, trainer_.preprocessor(),
                                      {.dataset = data_.dataset(), .begin = 0, .count = 0});
  EXPECT_EQ(nothing.examples, 0);
  EXPECT_EQ(nothing.loss, 0.0);
}

}  // namespace
}  // namespace netdyno
