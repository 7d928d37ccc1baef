// SPDX-License-Identifier: MIT
#include "app/view_models/compared_curves.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/view_models/curves_model.h"

namespace netdyno::app {

namespace {

History recorded(int steps, double loss) {
  History history;
  for (int step = 1; step <= steps; ++step)
    history.append(StepRecord{.step = step,
                              .epoch = step / 10.0,
                              .seconds = step * 0.5,
                              .train_loss = loss,
                              .train_accuracy = 0.5});
  history.append(ValidationRecord{.step = steps,
                                  .epoch = steps / 10.0,
                                  .seconds = steps * 0.5,
                                  .loss = loss + 1,
                                  .accuracy = 0.25});
  return history;
}

class Comparing : public ::testing::Test {
 protected:
  CurvesModel build(const CurveOptions& options = {.smoothing = 0}) {
    CurveData data;
    data.update(own_, options);
    compared_.update(runs_.list(), options);
    return build_curves(own_, data, options, {}, 400, theme_, compared_);
  }
  std::vector<LineSeries> lines_of(const Figure& figure, const std::string& key) const {
    std::vector<LineSeries> lines;
    std::ranges::copy_if(figure.lines, std::back_inserter(lines),
                         [&](const LineSeries& line) { return line.key == key; });
    return lines;
  }

  Theme theme_ = Theme::dark(1);
  History own_ = recorded(20, 2);
  ComparedRuns runs_;
  ComparedCurves compared_;
};

TEST_F(Comparing, DrawsTrainingSolidAndValidationDashedInOneColour) {
  runs_.add("/runs/other", curves_of(recorded(40, 3)));
  const auto lines = lines_of(build().loss, "/runs/other");
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].label, "other");
  EXPECT_EQ(lines[1].label, "") << "one entry of the legend hides both";
  EXPECT_EQ(lines[0].style, LineStyle::Solid);
  EXPECT_EQ(lines[1].style, LineStyle::Dashed);
  EXPECT_TRUE(lines[0].is_background) << "a legend names the own run first";
  EXPECT_EQ(lines[0].color, theme_.series[2]);
  EXPECT_EQ(lines[1].color, theme_.series[2]);
  EXPECT_EQ(lines[0].y.back(), 3);
  EXPECT_EQ(lines[1].y.back(), 4);
}

TEST_F(Comparing, TheRunningOneIsDrawnLastAndStaysVisible) {
  runs_.add("/runs/other", curves_of(recorded(40, 3)));
  const Figure loss = build().loss;
  EXPECT_EQ(loss.lines.front().key, "/runs/other");
  EXPECT_NE(loss.lines.back().key, "/runs/other");
}

TEST_F(Comparing, ShowsTheLongestRunWholeAndTheHighestValue) {
  runs_.add("/runs/other", curves_of(recorded(40, 3)));
  const CurvesModel model = build();
  EXPECT_EQ(model.loss.x.max, 40);
  EXPECT_GE(model.loss.y.max, 4);
  EXPECT_EQ(build({.smoothing = 0, .x_axis = CurveAxis::Epoch}).loss.x.max, 4);
  runs_.remove("/runs/other");
  EXPECT_EQ(build().loss.x.max, 20);
}

TEST_F(Comparing, ALongPreviousRunLeavesTheNewOneItsWidth) {
  runs_.set_previous(curves_of(recorded(100, 3)));
  EXPECT_EQ(build().loss.x.max, 100);
  runs_.set_previous(curves_of(recorded(1000, 3)));
  EXPECT_EQ(build().loss.x.max, 160) << "eight times the 20 steps so far";
  own_ = History();
  EXPECT_EQ(build().loss.x.max, 1000) << "whole, before there is anything else";
  EXPECT_EQ(build().loss.lines[0].label, "previous");
}

TEST_F(Comparing, ARunWithoutEpochsIsLeftOutOfThatAxis) {
  RunCurves curves = curves_of(recorded(40, 3));
  for (RunCurve* curve : {&curves.train_loss, &curves.train_accuracy, &curves.validation_loss,
                          &curves.validation_accuracy})
    curve->epoch = Column();
  runs_.add("/runs/other", curves);
  EXPECT_EQ(lines_of(build().loss, "/runs/other").size(), 2u);
  EXPECT_TRUE(lines_of(build({.x_axis = CurveAxis::Epoch}).loss, "/runs/other").empty());
}

TEST_F(Comparing, ReadsEveryRunUnderThePointer) {
  runs_.add("/runs/other", curves_of(recorded(40, 3)));
  build();
  CurveData data;
  data.update(own_, {.smoothing = 0});
  const ReadOut read =
      read_curves(own_, data, {.smoothing = 0}, CurveMetric::Accuracy, 20, 1, theme_, compared_);
  ASSERT_EQ(read.rows.size(), 4u);
  EXPECT_EQ(read.rows[2].label, "other, step 20");
  EXPECT_EQ(read.rows[2].y, 50);
  EXPECT_EQ(read.rows[3].label, "other validation, step 40");
  EXPECT_EQ(read.rows[3].value, "25.0 %");
}

TEST_F(Comparing, NeedsNoRunOfItsOwn) {
  own_ = History();
  runs_.add("/runs/other", curves_of(recorded(40, 3)));
  const CurvesModel model = build();
  EXPECT_EQ(model.loss.lines.size(), 2u);
  EXPECT_EQ(model.loss.x.max, 40);
  const ReadOut read =
      read_curves(own_, CurveData(), {}, CurveMetric::Loss, 7, 1, theme_, compared_);
  EXPECT_EQ(read.rows.size(), 2u);
}

TEST_F(Comparing, LongNamesKeepTheirEnd) {
  runs_.add("/runs/a-very-long-name-of-an-experiment-number-17", curves_of(recorded(4, 3)));
  const std::string label = build().loss.lines.front().label;
  EXPECT_LE(label.size(), 27u);
  EXPECT_TRUE(label.starts_with("…"));
  EXPECT_TRUE(label.ends_with("number-17"));
}

}  // namespace

}  // namespace netdyno::app
