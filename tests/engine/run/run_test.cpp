// SPDX-License-Identifier: MIT
#include "engine/run/run.h"

#include <gtest/gtest.h>

#include "engine/nn/loss.h"
#include "engine/train/measured_weights.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::tiny_recipe;

// Within a test, Run is googletest's own.
using TrainingRun = netdyno::Run;

class RunTest : public testing::Test {
 protected:
  TrainingRun make(const Recipe& recipe) {
    return {recipe, test::tiny_data(recipe), *engine_.kernels};
  }

  test::TinyEngine engine_;
};

TEST_F(RunTest, ValidatesAtEachEpochsEnd) {
  TrainingRun run = make(tiny_recipe());
  TrainingRun::Advance done;
  for (int i = 0; i < 13; ++i) done = run.advance();
  EXPECT_TRUE(done.ended_epoch);
  EXPECT_FALSE(done.validation);
  EXPECT_TRUE(run.is_validating());
  while (!done.validation) {
    done = run.advance();
    EXPECT_FALSE(done.step) << "no step before the validation has ended";
  }
  EXPECT_EQ(done.validation->step, 13);
  EXPECT_DOUBLE_EQ(done.validation->epoch, 1.0);
  EXPECT_EQ(run.history().validations().size(), 1u);
  EXPECT_EQ(run.advance().step->step, 14);
}

TEST_F(RunTest, MeasuresTheNetworkAsItIsThen) {
  TrainingRun run = make(tiny_recipe());
  TrainingRun::Advance done;
  while (!done.validation) done = run.advance();
  Trainer& trainer = run.trainer();
  const Evaluation expected = evaluate(trainer.network(), loss_function("softmax"),
                                       trainer.preprocessor(), trainer.data().validation);
  EXPECT_EQ(done.validation->loss, expected.loss);
  EXPECT_EQ(done.validation->accuracy, expected.accuracy);
}

TEST_F(RunTest, FinishesOnceAfterTheLastEpochsValidation) {
  TrainingRun run = make(tiny_recipe({"epochs=2"}));
  int finished = 0;
  while (run.trainer().steps_taken() < 50) {
    const TrainingRun::Advance done = run.advance();
    if (!done.finished) continue;
    ++finished;
    EXPECT_EQ(run.trainer().steps_taken(), 26);
    EXPECT_TRUE(done.validation);
  }
  EXPECT_EQ(finished, 1);
}

TEST_F(RunTest, FinishesWithoutValidationExamples) {
  TrainingRun run = make(tiny_recipe({"data.validation=0", "epochs=1"}));
  TrainingRun::Advance done;
  for (int i = 0; i < 13; ++i) done = run.advance();
  EXPECT_TRUE(done.finished);
  EXPECT_FALSE(run.is_validating());
  run.request_validation();
  EXPECT_FALSE(run.is_validating());
}

TEST_F(RunTest, ValidatesOnRequestButNotTwice) {
  TrainingRun run = make(tiny_recipe());
  for (int i = 0; i < 5; ++i) run.advance();
  run.request_validation();
  TrainingRun::Advance done;
  while (!done.validation) done = run.advance();
  EXPECT_EQ(done.validation->step, 5);
  EXPECT_FALSE(done.finished);
  run.request_validation();
  EXPECT_FALSE(run.is_validating());
}

TEST_F(RunTest, ValidatesTheAverageOfTheWeights) {
  TrainingRun run = make(tiny_recipe({"averaging.kind=uniform"}));
  TrainingRun::Advance done;
  while (!done.validation) done = run.advance();
  Trainer& trainer = run.trainer();
  const auto now = [&] {
    return evaluate(trainer.network(), loss_function("softmax"), trainer.preprocessor(),
                    trainer.data().validation);
  };
  EXPECT_NE(done.validation->loss, now().loss);
  const MeasuredWeights measured(trainer);
  EXPECT_EQ(done.validation->loss, now().loss);
}

TEST_F(RunTest, StopsEarlyAndGoesBackToTheBestWeights) {
  // Labels without a rule: the validation soon gets worse.
  TrainingRun run = make(tiny_recipe(
      {"epochs=1000", "optimizer.learning_rate=0.1", "early_stopping={\"patience\":2}"}));
  TrainingRun::Advance done;
  while (!done.finished) done = run.advance();
  EXPECT_TRUE(done.stopped_early);
  const auto& validations = run.history().validations();
  ASSERT_GE(validations.size(), 3u);
  const ValidationRecord best = validations[validations.size() - 3];
  for (const ValidationRecord& record : validations) EXPECT_GE(record.loss, best.loss);
  EXPECT_EQ(run.finish()->step, best.step);
  Trainer& trainer = run.trainer();
  const Evaluation now = evaluate(trainer.network(), loss_function("softmax"),
                                  trainer.preprocessor(), trainer.data().validation);
  EXPECT_EQ(now.loss, best.loss);
  done = {};
  while (!done.validation) done = run.advance();
  EXPECT_FALSE(done.finished) << "who plays on has patience again";
}

TEST_F(RunTest, GoesBackToTheBestWeightsAtTheRecipesEnd) {
  TrainingRun run = make(tiny_recipe({"epochs=6", "early_stopping={\"patience\":50}"}));
  TrainingRun::Advance done;
  while (!done.finished) done = run.advance();
  EXPECT_FALSE(done.stopped_early);
  const auto& validations = run.history().validations();
  ASSERT_EQ(validations.size(), 6u);
  const double best = validations.column(Validations::Field::Loss).extent(0, 6).low;
  EXPECT_EQ(run.finish()->value, best);
  EXPECT_FALSE(make(tiny_recipe()).finish()) << "nothing is kept without early stopping";
}

TEST_F(RunTest, RecordsEveryStep) {
  TrainingRun run = make(tiny_recipe());
  for (int i = 0; i < 10; ++i) {
    const StepRecord record = *run.advance().step;
    EXPECT_EQ(record.step, i + 1);
    EXPECT_GT(record.seconds, 0.0);
    EXPECT_GT(record.images_per_second, 0.0);
    EXPECT_EQ(run.history().record(static_cast<std::size_t>(i)).train_loss, record.train_loss);
  }
  EXPECT_GT(run.step_ms(), 0.0);
}

TEST_F(RunTest, ReportsADivergence) {
  TrainingRun run = make(tiny_recipe({"optimizer.learning_rate=1e30"}));
  TrainingRun::Advance done;
  while (!done.divergence) done = run.advance();
  EXPECT_EQ(done.step->step, done.divergence->step);
  EXPECT_FALSE(std::isfinite(done.step->train_loss));
}

}  // namespace
}  // namespace netdyno
