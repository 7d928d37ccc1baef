// SPDX-License-Identifier: MIT
#include "app/view_models/curves_model.h"
#include "tests/support/not_a_number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include "app/chart/chart_drawing.h"

namespace netdyno::app {

namespace {

History falling_loss(int steps) {
  History history;
  for (int step = 1; step <= steps; ++step) {
    StepRecord record{.step = step, .epoch = step / 10.0, .seconds = step * 0.5};
    record.learning_rate = 0.01;
    record.train_loss = 2.0 / step;
    record.train_accuracy = 1 - 1.0 / step;
    history.append(record);
  }
  return history;
}

CurvesModel build(const History& history, const CurveOptions& options = {},
                  const CurveWindow& window = {}) {
  CurveData data;
  data.update(history, options);
  return build_curves(history, data, options, window, 400, Theme::dark(1));
}

const LineSeries* labelled(const Figure& figure, const std::string& label) {
  const auto found = std::ranges::find(figure.lines, label, &LineSeries::label);
  return found == figure.lines.end() ? nullptr : &*found;
}

TEST(CurvesModel, ShowsTheRawLineFaintBehindTheSmoothedOne) {
  const CurvesModel model = build(falling_loss(20));
  ASSERT_EQ(model.loss.lines.size(), 2u);
  EXPECT_LT(model.loss.lines[0].color.a, 1);
  EXPECT_EQ(model.loss.lines[0].key, model.loss.lines[1].key);
  EXPECT_EQ(model.loss.lines[1].label, "training");
  EXPECT_EQ(model.loss.lines[0].y.front(), 2.0);
}

TEST(CurvesModel, WithoutSmoothingShowsTheValuesAlone) {
  const CurvesModel model = build(falling_loss(20), {.smoothing = 0});
  ASSERT_EQ(model.loss.lines.size(), 1u);
  EXPECT_EQ(model.loss.lines[0].label, "training");
  EXPECT_EQ(model.loss.lines[0].color.a, 1);
}

TEST(CurvesModel, AccuracyIsInPercent) {
  const CurvesModel model = build(falling_loss(4), {.smoothing = 0});
  EXPECT_DOUBLE_EQ(model.accuracy.lines[0].y.back(), 75);
  EXPECT_LE(model.accuracy.y.max, 100);
  EXPECT_GE(model.accuracy.y.min, 0);
}

TEST(CurvesModel, LeavesNoRoomBelowZeroForALossNearZero) {
  History history = falling_loss(40);
  StepRecord record;
  record.step = 41;
  record.train_loss = 0;
  history.append(record);
  EXPECT_EQ(build(history).loss.y.min, 0);
}

TEST(CurvesModel, FollowsTheRunOnEveryAxis) {
  const History history = falling_loss(40);
  EXPECT_DOUBLE_EQ(build(history).loss.x.max, 40);
  EXPECT_DOUBLE_EQ(build(history, {.x_axis = CurveAxis::Epoch}).loss.x.max, 4);
  EXPECT_DOUBLE_EQ(build(history, {.x_axis = CurveAxis::Time}).loss.x.max, 20);
  EXPECT_EQ(build(history, {.x_axis = CurveAxis::Time}).loss.x.label, "time (s)");
}

TEST(CurvesModel, KeepsAZoomedWindow) {
  CurveWindow window;
  window.x = AxisRange{10, 20};
  window.loss = AxisRange{0.5, 1.5};
  EXPECT_FALSE(window.follows());
  const CurvesModel model = build(falling_loss(40), {}, window);
  EXPECT_EQ(model.loss.x.min, 10);
  EXPECT_EQ(model.loss.y.max, 1.5);
  EXPECT_EQ(model.accuracy.x.max, 20) << "the x axes are linked";
}

TEST(CurvesModel, ShowsValidationWhereItRan) {
  History history = falling_loss(20);
  history.append(ValidationRecord{10, 1.0, 5.0, 0.7, 0.6});
  history.append(ValidationRecord{20, 2.0, 10.0, 0.5, 0.8});
  const CurvesModel model = build(history);
  const LineSeries* line = labelled(model.accuracy, "validation");
  ASSERT_TRUE(line);
  EXPECT_EQ(line->x, (std::vector<double>{10, 20}));
  EXPECT_EQ(line->y, (std::vector<double>{60, 80}));
  EXPECT_EQ(line->style, LineStyle::Dashed) << "told from training without colour too";
}

TEST(CurvesModel, MarksKnobsWithTheirOldAndNewValue) {
  History history = falling_loss(20);
  history.append(KnobMarker{7, 0.7, 3.5, "learning rate η", "0.01", "0.1"});
  const CurvesModel model = build(history, {.x_axis = CurveAxis::Epoch});
  ASSERT_EQ(model.loss.markers.size(), 1u);
  EXPECT_DOUBLE_EQ(model.loss.markers[0].x, 0.7);
  EXPECT_EQ(model.loss.markers[0].label, "η 0.01→0.1");
  EXPECT_EQ(model.loss.markers[0].symbol, "η");
  EXPECT_EQ(model.loss.markers[0].detail, "learning rate η 0.01 → 0.1");
}

TEST(CurvesModel, NamesAMarkerBySymbolWhereThereIsOne) {
  History history = falling_loss(20);
  for (const char* knob : {"batch size N", "dropout rate of layer 8", "preprocessing",
                           "L2 penalty λ", "weights drawn anew"})
    history.append(KnobMarker{7, 0.7, 3.5, knob, "a", "b"});
  const CurvesModel model = build(history);
  std::vector<std::string> symbols;
  for (const VerticalMarker& marker : model.loss.markers) symbols.push_back(marker.symbol);
  EXPECT_EQ(symbols, (std::vector<std::string>{"N", "dropout 8", "preprocessing", "λ₂", "init"}));
  EXPECT_EQ(model.loss.markers[1].label, "dropout 8 a→b");
}

TEST(CurvesModel, AMarkersLabelLeavesOptionsToTheReadOut) {
  History history = falling_loss(20);
  history.append(KnobMarker{7, 0.7, 3.5, "weights drawn anew", "he", "gaussian, mean 0, std 0.01"});
  const CurvesModel model = build(history);
  EXPECT_EQ(model.loss.markers[0].label, "init he→gaussian");
  EXPECT_EQ(model.loss.markers[0].detail, "weights drawn anew he → gaussian, mean 0, std 0.01");
}

// A loss of about 1, but 4e29 at step 50 and 2e13 at step 52.
History spiked() {
  History history;
  for (int step = 1; step <= 2000; ++step) {
    StepRecord record{.step = step, .epoch = step / 10.0, .seconds = step * 0.5};
    record.train_loss = step == 50 ? 4e29 : step == 52 ? 2e13 : 1 + 0.0001 * step;
    record.train_accuracy = 0.5;
    history.append(record);
  }
  return history;
}

TEST(CurvesModel, ASpikeIsClippedAndNamed) {
  for (const CurveAxis axis : {CurveAxis::Step, CurveAxis::Epoch, CurveAxis::Time}) {
    const Figure loss = build(spiked(), {.x_axis = axis}).loss;
    EXPECT_LT(loss.y.max, 4);
    EXPECT_GE(loss.y.max, 1.2) << "the rest is shown whole";
    ASSERT_EQ(loss.clipped.size(), 1u) << "one arrow for the stretch";
    EXPECT_EQ(loss.clipped[0].label, "4e29 at step 50");
    EXPECT_EQ(loss.clipped[0].x, axis == CurveAxis::Step ? 50 : axis == CurveAxis::Epoch ? 5 : 25);
  }
}

TEST(CurvesModel, ASpikeIsShownWholeOnALogAxisAndInAWindowOfOnesOwn) {
  const Figure log = build(spiked(), {.log_y = true}).loss;
  EXPECT_GT(log.y.max, 4e29);
  EXPECT_TRUE(log.clipped.empty());
  CurveWindow window;
  window.loss = AxisRange{0, 1e30};
  EXPECT_EQ(build(spiked(), {}, window).loss.y.max, 1e30);
  EXPECT_TRUE(build(spiked(), {}, window).loss.clipped.empty());
}

TEST(CurvesModel, ALossThatFellByDecadesIsNoSpike) {
  History history;
  for (int step = 1; step <= 1000; ++step) {
    StepRecord record{.step = step, .epoch = step / 10.0, .seconds = step * 0.5};
    record.train_loss = 2.3 * std::pow(10.0, -step / 20.0) + 1e-6;
    history.append(record);
  }
  const Figure loss = build(history).loss;
  EXPECT_GE(loss.y.max, 2);
  EXPECT_TRUE(loss.clipped.empty());
}

TEST(CurvesModel, SmoothsLogarithmsOnALogAxis) {
  History history;
  for (int step = 1; step <= 200; ++step) {
    StepRecord record{.step = step, .epoch = step / 10.0, .seconds = step * 0.5};
    record.train_loss = step == 100 ? 1e12 : 1 + 1e-3 * (step % 2);
    record.train_accuracy = 0.1 * (step % 3);
    history.append(record);
  }
  CurveData linear, log;
  linear.update(history, {.smoothing = 0.9});
  log.update(history, {.smoothing = 0.9, .log_y = true});
  EXPECT_GT(linear.smoothed(CurveMetric::Loss).at(139), 1e9) << "a recovery that never was";
  EXPECT_LT(log.smoothed(CurveMetric::Loss).at(139), 2);
  EXPECT_EQ(log.smoothed(CurveMetric::Accuracy).at(139),
            linear.smoothed(CurveMetric::Accuracy).at(139));
}

TEST(CurvesModel, TheGapIsNamedAndHiddenWithEitherOfItsEnds) {
  History history = falling_loss(40);
  const auto validate = [&](std::int64_t step) {
    history.append(
        ValidationRecord{.step = step, .epoch = 0.1, .seconds = 1, .loss = 3, .accuracy = 0.2});
  };
  validate(10);
  validate(20);
  EXPECT_FALSE(labelled(build(history).loss, "gap")) << "two points make a triangle";
  validate(30);
  const CurvesModel model = build(history);
  const LineSeries* gap = labelled(model.loss, "gap");
  ASSERT_TRUE(gap);
  EXPECT_TRUE(is_hidden(*gap, {"training"}));
  EXPECT_TRUE(is_hidden(*gap, {"validation"}));
  EXPECT_FALSE(is_hidden(*gap, {}));
}

TEST(CurvesModel, MarksWhereNumbersStoppedBeingFinite) {
  History history = falling_loss(5);
  StepRecord bad{.step = 6, .epoch = 0.6, .seconds = 3};
  bad.train_loss = test::kNaN;
  bad.train_accuracy = 0.1;
  history.append(bad);
  const CurvesModel model = build(history);
  ASSERT_FALSE(model.loss.bad_values.empty());
  EXPECT_EQ(model.loss.bad_values[0].x, 6);
  EXPECT_TRUE(model.accuracy.bad_values.empty());
  EXPECT_TRUE(std::isfinite(model.loss.y.max));
}

TEST(CurvesModel, DropsAndCountsWhatALogAxisCannotShow) {
  History history = falling_loss(5);
  StepRecord zero{.step = 6, .epoch = 0.6, .seconds = 3};
  zero.train_loss = 0;
  history.append(zero);
  const CurvesModel model = build(history, {.smoothing = 0, .log_y = true});
  EXPECT_EQ(model.loss.dropped, 1);
  EXPECT_GT(model.loss.y.min, 0);
  for (const double y : model.loss.lines[0].y) EXPECT_GT(y, 0);
  EXPECT_EQ(model.accuracy.y.scale, AxisScale::Linear);
}

TEST(CurvesModel, LogXStartsAtTheFirstStep) {
  const CurvesModel model = build(falling_loss(100), {.log_x = true});
  EXPECT_EQ(model.loss.x.min, 1);
  EXPECT_EQ(model.loss.x.scale, AxisScale::Log);
}

TEST(CurvesModel, FitIgnoresOutliersWhenAsked) {
  History history;
  for (int step = 1; step <= 100; ++step) {
    StepRecord record{.step = step, .epoch = step / 10.0, .seconds = step * 0.5};
    record.train_loss = step == 50 ? 1e9 : 1 + 0.001 * step;
    history.append(record);
  }
  EXPECT_LT(build(history).loss.y.max, 4) << "a spike is clipped anyway";
  EXPECT_LT(build(history, {.ignores_outliers = true}).loss.y.max, 1.2);
}

TEST(CurvesModel, OfAnEmptyRunHasUsableAxes) {
  const CurvesModel model = build(History());
  EXPECT_LT(model.loss.x.min, model.loss.x.max);
  EXPECT_LT(model.loss.y.min, model.loss.y.max);
}

TEST(CurveData, StartsOverWithAnotherRun) {
  CurveData data;
  History first = falling_loss(20);
  first.append(ValidationRecord{10, 1.0, 5.0, 0.7, 0.6});
  data.update(first, {.smoothing = 0.6});
  History second = falling_loss(30);
  second.append(ValidationRecord{10, 1.0, 6.0, 0.9, 0.5});
  data.update(second, {.smoothing = 0.6});
  EXPECT_EQ(data.smoothed(CurveMetric::Loss).covered(), 30u);
}

TEST(ReadCurves, TellsTheNearestStep) {
  History history = falling_loss(20);
  history.append(ValidationRecord{10, 1.0, 5.0, 0.7, 0.6});
  history.append(KnobMarker{12, 1.2, 6, "batch size N", "64", "128"});
  CurveData data;
  data.update(history, {.smoothing = 0.6});
  const ReadOut read =
      read_curves(history, data, {}, CurveMetric::Accuracy, 12.4, 1, Theme::dark(1));
  EXPECT_EQ(read.x, 12);
  EXPECT_EQ(read.heading, "step 12 · epoch 1.20 · 6.0 s · η 0.01");
  ASSERT_EQ(read.rows.size(), 2u);
  EXPECT_EQ(read.rows[0].value, "91.7 %");
  EXPECT_FALSE(read.rows[0].smoothed.empty());
  EXPECT_EQ(read.rows[1].label, "validation, step 10");
  EXPECT_EQ(read.rows[1].value, "60.0 %");
  ASSERT_EQ(read.notes.size(), 1u);
  EXPECT_EQ(read.notes[0], "batch size N 64 → 128 after step 12");
}

TEST(ReadCurves, SortsRowsByNearnessToThePointer) {
  ReadOut read;
  read.rows = {{{}, "far", "", "", 9}, {{}, "none", "", "", test::kNaN}, {{}, "near", "", "", 2}};
  ReadOut ordered = read;
  ordered.has_order = true;
  sort_by_distance(ordered, 1e9);
  EXPECT_EQ(ordered.rows[0].label, read.rows[0].label) << "an order of their own stays";
  sort_by_distance(read, 1);
  EXPECT_EQ(read.rows[0].label, "near");
  EXPECT_EQ(read.rows[2].label, "none");
}

TEST(AccuracyGap, IsTrainingMinusValidation) {
  History history = falling_loss(10);
  CurveData data;
  data.update(history, {.smoothing = 0});
  EXPECT_FALSE(accuracy_gap(history, data));
  history.append(ValidationRecord{10, 1.0, 5.0, 0.7, 0.6});
  data.update(history, {.smoothing = 0});
  ASSERT_TRUE(accuracy_gap(history, data));
  EXPECT_NEAR(*accuracy_gap(history, data), 0.9 - 0.6, 1e-12);
}

TEST(CurvesModel, SkipsTheStartOfARun) {
  const CurvesModel whole = build(falling_loss(100));
  CurveOptions options;
  options.skipped = 10;
  const CurvesModel later = build(falling_loss(100), options);
  EXPECT_EQ(later.loss.x.min, 11);
  EXPECT_LT(later.loss.y.max, whole.loss.y.max) << "the first losses do not stretch the axis";
  options.skipped = 1000;
  EXPECT_EQ(build(falling_loss(100), options).loss.x.min, 0) << "shorter runs are shown whole";
}

TEST(CurvesModel, SmoothsByXWhereAsked) {
  const History history = falling_loss(100);
  CurveData by_count, by_x;
  by_count.update(history, {.smoothing = 0.9});
  by_x.update(history, {.smoothing = 0.9, .matches_x = true});
  EXPECT_NE(by_count.smoothed(CurveMetric::Loss).at(60), by_x.smoothed(CurveMetric::Loss).at(60));
}

}  // namespace

}  // namespace netdyno::app
