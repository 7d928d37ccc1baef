// SPDX-License-Identifier: MIT
#include "app/view_models/schedule_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include <algorithm>
#include <cmath>
#include "app/chart/ticks.h"

#include "tests/support/snapshot_factory.h"

namespace netdyno::app {
namespace {

class ScheduleModelTest : public ::testing::Test {
 protected:
  ScheduleModel build(const std::string& kind, double epoch, double rate_now = 0.1,
                      AxisScale scale = AxisScale::Linear) {
    Recipe recipe = test::example_recipe();
    recipe.optimizer.learning_rate = 0.1;
    recipe.epochs = 10;
    recipe.schedule = {kind, Options(schedule(kind).fields)};
    snapshot_.recipe = std::make_shared<Recipe>(recipe);
    snapshot_.epoch = epoch;
    snapshot_.step = static_cast<std::int64_t>(100 * epoch);
    snapshot_.learning_rate = rate_now;
    return build_schedule(snapshot_, history_, Theme::dark(1), scale);
  }

  Snapshot snapshot_;
  History history_;
};

TEST_F(ScheduleModelTest, DrawsWhatTheTrainerWillTake) {
  const ScheduleModel model = build("step", 0);
  const LineSeries& ahead = model.figure.lines[1];
  EXPECT_EQ(ahead.x.front(), 0);
  EXPECT_EQ(ahead.x.back(), 10);
  for (std::size_t i = 0; i < ahead.x.size(); ++i)
    EXPECT_NEAR(ahead.y[i], ahead.x[i] < 10 ? 0.1 : 0.01, 1e-12) << ahead.x[i];
  EXPECT_TRUE(model.note.empty());
}

TEST_F(ScheduleModelTest, BeginsAheadOfNowAndShowsWhatWas) {
  for (int i = 1; i <= 1000; ++i)
    history_.append(StepRecord{.step = i, .epoch = i / 200.0, .learning_rate = 0.2});
  const ScheduleModel model = build("cosine", 5);
  EXPECT_EQ(model.figure.lines[1].x.front(), 5);
  EXPECT_NEAR(model.figure.lines[1].y.front(), 0.05, 1e-9);
  EXPECT_LE(model.figure.lines[0].x.size(), 300u);
  EXPECT_EQ(model.figure.lines[0].y.front(), 0.2) << "as it was, not as the schedule would say";
  EXPECT_EQ(model.figure.markers[0].x, 5);
}

TEST_F(ScheduleModelTest, EveryScheduleIsDrawnAsItIs) {
  for (const Schedule& row : schedules()) {
    const ScheduleModel model = build(row.name, 0);
    EXPECT_EQ(model.figure.y.scale, AxisScale::Linear) << row.name;
    EXPECT_EQ(model.figure.y.min, 0) << row.name;
    EXPECT_GE(axis_ticks(model.figure.y, 4).size(), 2u) << row.name;
  }
  const LineSeries cosine = build("cosine", 0).figure.lines[1];
  for (std::size_t i = 0; i < cosine.x.size(); ++i)
    EXPECT_NEAR(cosine.y[i], 0.05 * (1 + std::cos(std::numbers::pi * cosine.x[i] / 10)), 1e-9);
}

TEST_F(ScheduleModelTest, ALogAxisHasTicksAndShowsTheEndOfACosine) {
  const ScheduleModel model = build("cosine", 0, 0.1, AxisScale::Log);  // ends at 0
  EXPECT_EQ(model.figure.y.scale, AxisScale::Log);
  EXPECT_GT(model.figure.y.min, 0);
  for (const double rate : model.figure.lines[1].y) EXPECT_GE(rate, model.figure.y.min);
  for (const char* kind : {"cosine", "constant", "step"}) {
    const Figure figure = build(kind, 0, 0.1, AxisScale::Log).figure;
    const auto ticks = axis_ticks(figure.y, 4);
    EXPECT_GE(std::ranges::count_if(ticks, [](const Tick& tick) { return !tick.label.empty(); }), 2)
        << kind;
  }
}

TEST_F(ScheduleModelTest, APlateauIsNotForetold) {
  const ScheduleModel model = build("plateau", 4, 0.01);
  EXPECT_FALSE(model.note.empty());
  EXPECT_TRUE(std::ranges::all_of(model.figure.lines[1].y, [](double y) { return y == 0.01; }));
}

TEST_F(ScheduleModelTest, GoesOnBeyondTheLastEpoch) {
  const ScheduleModel model = build("constant", 12);
  EXPECT_GT(model.figure.x.max, 12);
  EXPECT_GT(model.figure.lines[1].x.back(), 12);
}

}  // namespace
}  // namespace netdyno::app
