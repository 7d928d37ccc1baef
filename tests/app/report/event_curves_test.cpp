// SPDX-License-Identifier: MIT
#include "app/report/event_curves.h"

#include <gtest/gtest.h>

#include "app/report/compared_folder.h"
#include "engine/core/error.h"
#include "tests/support/temporary_folder.h"

namespace netdyno::app {

namespace {

ScalarSeries series(const std::string& tag, std::vector<double> values) {
  ScalarSeries made{tag, {}, {}, values};
  for (std::size_t i = 0; i < values.size(); ++i) {
    made.steps.push_back(static_cast<std::int64_t>(10 * i));
    made.seconds.push_back(static_cast<double>(i));
  }
  return made;
}

void write_events(const std::filesystem::path& folder, const std::string& tag, double value) {
  EventFile file(folder, 1000);
  for (const int step : {1, 2}) {
    EventSummary summary;
    summary.add_scalar(tag, value);
    file.add(summary, 1000 + step, step);
  }
  file.flush();
}

TEST(EventCurves, KnowTheUsualTags) {
  const std::vector<ScalarSeries> pytorch = {series("Loss/train", {3}), series("Loss/test", {4}),
                                             series("Accuracy/train", {0.5}),
                                             series("Accuracy/test", {0.25})};
  const RunCurves curves = curves_of(pytorch);
  EXPECT_EQ(curves.train_loss.value[0], 3);
  EXPECT_EQ(curves.validation_loss.value[0], 4);
  EXPECT_EQ(curves.train_accuracy.value[0], 0.5);
  EXPECT_EQ(curves.validation_accuracy.value[0], 0.25);
}

TEST(EventCurves, JudgeTagsByWordsNotByLettersInThem) {
  for (const char* tag : {"interval/loss", "latest_loss", "device0/loss", "trainloss", "Loss",
                          "train_loss_epoch", "batchLoss"}) {
    const RunCurves curves = curves_of(std::vector{series(tag, {1})});
    EXPECT_EQ(curves.train_loss.value.size(), 1u) << tag;
    EXPECT_EQ(curves.validation_loss.value.size(), 0u) << tag;
  }
  for (const char* tag : {"val_loss", "valLoss", "valloss", "eval/loss_1", "evaluation.loss",
                          "Test Loss", "dev-losses", "loss/valid"}) {
    const RunCurves curves = curves_of(std::vector{series(tag, {1})});
    EXPECT_EQ(curves.train_loss.value.size(), 0u) << tag;
    EXPECT_EQ(curves.validation_loss.value.size(), 1u) << tag;
  }
  for (const char* tag : {"accelerator/memory", "accumulated_steps", "glossary", "loss_scale",
                          "access", "account", "lossless"}) {
    const RunCurves curves = curves_of(std::vector{series(tag, {1})});
    EXPECT_EQ(curves.train_loss.value.size() + curves.train_accuracy.value.size(), 0u) << tag;
  }
  for (const char* tag : {"acc", "train/acc1", "trainAcc", "epoch_sparse_categorical_accuracy"})
    EXPECT_EQ(curves_of(std::vector{series(tag, {1})}).train_accuracy.value.size(), 1u) << tag;
  EXPECT_EQ(curves_of(std::vector{series("val_top1_acc", {1})}).validation_accuracy.value.size(),
            1u);
}

TEST(EventCurves, TakeTheShortestTagOfSeveral) {
  const std::vector<ScalarSeries> several = {series("loss/classification/train", {1}),
                                             series("loss/train", {2}),
                                             series("loss/box/train", {3})};
  EXPECT_EQ(curves_of(several).train_loss.value[0], 2);
}

TEST(EventCurves, TakeLargeAccuraciesForPercent) {
  const std::vector<ScalarSeries> percent = {series("val_acc", {0.8, 55, 91})};
  EXPECT_DOUBLE_EQ(curves_of(percent).validation_accuracy.value[2], 0.91);
  EXPECT_DOUBLE_EQ(curves_of(percent).validation_accuracy.value[0], 0.008);
}

TEST(EventCurves, KeepStepsAndNeverRunBackInTime) {
  ScalarSeries loss = series("loss", {5, 4, 3});
  loss.seconds = {0, 8, 6};
  const RunCurves curves = curves_of(std::vector{loss});
  EXPECT_EQ(curves.train_loss.step[2], 20);
  EXPECT_EQ(curves.train_loss.seconds[2], 8);
  EXPECT_EQ(curves.train_loss.epoch.size(), 0u);
}

TEST(RunFolder, OfEventsMayKeepThemInFoldersOfItsOwn) {
  const test::TemporaryFolder folder;
  write_events(folder.path() / "train", "epoch_loss", 2);
  write_events(folder.path() / "validation", "epoch_loss", 3);
  ASSERT_TRUE(is_run_folder(folder.path()));
  const RunCurves curves = read_run_curves(folder.path());
  EXPECT_EQ(curves.train_loss.value[1], 2);
  EXPECT_EQ(curves.validation_loss.value[1], 3);
}

TEST(RunFolder, OfATrainingIsReadFromItsTable) {
  const test::TemporaryFolder folder;
  write_events(folder.path(), "loss", 9);
  folder.write(
      "metrics.csv",
      "step,epoch,seconds,learning_rate,train_loss,train_accuracy,penalty,validation_loss,"
      "validation_accuracy\n1,0.1,0.2,0.01,2.5,0.1,0,,\n2,0.2,0.4,0.01,2.25,0.2,0,2.75,0.3\n");
  const RunCurves curves = read_run_curves(folder.path());
  EXPECT_EQ(curves.train_loss.value[1], 2.25);
  EXPECT_EQ(curves.validation_loss.value[0], 2.75);
}

TEST(RunFolder, ThatHoldsNoneIsRefusedWithAReason) {
  const test::TemporaryFolder folder;
  EXPECT_FALSE(is_run_folder(folder.path()));
  EXPECT_FALSE(is_run_folder(folder.path() / "missing"));
  EXPECT_THROW(read_run_curves(folder.path()), Error);
  write_events(folder.path(), "lengths of legs", 1);
  EXPECT_TRUE(is_run_folder(folder.path()));
  EXPECT_THROW(read_run_curves(folder.path()), Error) << "neither loss nor accuracy";
}

}  // namespace

}  // namespace netdyno::app
