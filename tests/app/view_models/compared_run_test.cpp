// SPDX-License-Identifier: MIT
#include "app/view_models/compared_run.h"

#include <gtest/gtest.h>

#include "engine/core/error.h"

namespace netdyno::app {

namespace {

RunCurves one_loss(double loss) {
  History history;
  history.append(StepRecord{.step = 1, .epoch = 0.5, .seconds = 2, .train_loss = loss});
  return curves_of(history);
}

TEST(ComparedRuns, TellsRunsOfOneNameApart) {
  ComparedRuns runs;
  runs.add("/data/first/run", one_loss(1));
  runs.add("/data/second/run/", one_loss(2));
  ASSERT_EQ(runs.list().size(), 2u);
  EXPECT_EQ(runs.list()[0]->name, "run");
  EXPECT_EQ(runs.list()[1]->name, "second/run");
}

TEST(ComparedRuns, KeepsEachColourUntilItsRunIsRemoved) {
  ComparedRuns runs;
  for (const char* folder : {"/a", "/b", "/c"}) runs.add(folder, one_loss(1));
  runs.remove("/b");
  EXPECT_EQ(runs.list()[1]->slot, 2u) << "c keeps its colour";
  runs.add("/d", one_loss(1));
  EXPECT_EQ(runs.list()[2]->slot, 1u) << "d takes the free one";
}

TEST(ComparedRuns, ReadsAFolderAnewInItsPlace) {
  ComparedRuns runs;
  runs.add("/a", one_loss(1));
  runs.add("/b", one_loss(1));
  runs.add("/a/", one_loss(7));
  ASSERT_EQ(runs.list().size(), 2u);
  EXPECT_EQ(runs.list()[0]->curves.train_loss.value[0], 7);
  EXPECT_EQ(runs.list()[0]->slot, 0u);
}

TEST(ComparedRuns, RefusesMoreThanThereAreColours) {
  ComparedRuns runs;
  for (std::size_t i = 0; i < kMostComparedRuns; ++i)
    runs.add("/run" + std::to_string(i), one_loss(1));
  EXPECT_THROW(runs.add("/another", one_loss(1)), Error);
  runs.clear();
  runs.add("/another", one_loss(1));
  EXPECT_EQ(runs.list().size(), 1u);
}

TEST(ComparedRuns, ThePreviousRunIsGreyAndTakesNobodysPlace) {
  ComparedRuns runs;
  for (std::size_t i = 0; i < kMostComparedRuns; ++i)
    runs.add("/run" + std::to_string(i), one_loss(1));
  runs.set_previous(one_loss(2));
  runs.set_previous(one_loss(3));
  ASSERT_EQ(runs.list().size(), kMostComparedRuns + 1) << "one at a time";
  const ComparedRun& previous = *runs.list()[0];
  EXPECT_EQ(previous.curves.train_loss.value[0], 3);
  const Theme theme = Theme::dark(1);
  EXPECT_EQ(compared_color(previous, theme).r, theme.text_muted.r);
  for (std::size_t i = 1; i < runs.list().size(); ++i) EXPECT_EQ(runs.list()[i]->slot, i - 1);
  runs.remove(previous.folder);
  EXPECT_EQ(runs.list().size(), kMostComparedRuns);
}

TEST(ComparedRuns, NoColourIsOneOfTheRunningOnesCurves) {
  for (const Theme& theme : {Theme::dark(1), Theme::light(1)})
    for (std::size_t slot = 0; slot < kMostComparedRuns; ++slot) {
      ComparedRun run;
      run.slot = slot;
      const Color color = compared_color(run, theme);
      EXPECT_NE(color, theme.training);
      EXPECT_NE(color, theme.validation);
      EXPECT_NE(color, theme.series[0]);
      EXPECT_NE(color, theme.series[1]);
    }
}

TEST(RunCurves, TakeValidationsAtTheirOwnSteps) {
  History history;
  for (int step = 1; step <= 10; ++step)
    history.append(StepRecord{.step = step, .train_loss = 1.0 / step, .train_accuracy = 0.1});
  history.append(ValidationRecord{.step = 5, .epoch = 1, .seconds = 3, .loss = 4, .accuracy = 0.5});
  const RunCurves curves = curves_of(history);
  EXPECT_EQ(curves.train_loss.value.size(), 10u);
  ASSERT_EQ(curves.validation_accuracy.value.size(), 1u);
  EXPECT_EQ(curves.validation_accuracy.step[0], 5);
  EXPECT_EQ(curves.validation_accuracy.value[0], 0.5);
  EXPECT_EQ(curves.validation_loss.value[0], 4);
  EXPECT_FALSE(curves.empty());
  EXPECT_TRUE(RunCurves().empty());
}

}  // namespace

}  // namespace netdyno::app
