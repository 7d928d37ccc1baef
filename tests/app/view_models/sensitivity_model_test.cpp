// SPDX-License-Identifier: MIT
#include "app/view_models/sensitivity_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace netdyno::app {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// loss = 1 + slope · |t| at t = −1, −0.2, 0, 0.2, 1.
SensitivityCurve make_curve(const std::string& model, const std::string& preprocess, double slope) {
  SensitivityCurve curve;
  curve.model = model;
  curve.preprocess = preprocess;
  curve.loss = 1;
  for (const double t : {-1.0, -0.2, 0.0, 0.2, 1.0}) curve.mean.push_back(1 + slope * std::abs(t));
  curve.low = curve.high = curve.mean;
  return curve;
}

SensitivityReport make_report() {
  SensitivityReport report;
  report.distances = {-1, -0.2, 0, 0.2, 1};
  report.off_centre = 3;
  report.curves = {make_curve("linear", "none", 10), make_curve("linear", "mean-image", 2),
                   make_curve("network", "mean-image", 5)};
  return report;
}

TEST(SensitivityModel, DrawsEachCurveWithItsBand) {
  const Figure figure = build_sensitivity(make_report(), Theme::dark(1));
  ASSERT_EQ(figure.lines.size(), 3u);
  EXPECT_EQ(figure.lines[0].label, "linear on the data as it is");
  EXPECT_EQ(figure.lines[2].style, LineStyle::Dashed);
  EXPECT_NE(figure.lines[0].color, figure.lines[1].color);
  EXPECT_GE(figure.y.max, 11);
  EXPECT_GE(figure.y.min, 0);
}

TEST(SensitivityModel, TellsTheLessonOnceBothLinearCurvesAreThere) {
  SensitivityReport report = make_report();
  EXPECT_THAT(sensitivity_lesson(report),
              HasSubstr("by 2 on the data as it is and by 0.4 on mean"));
  report.curves.resize(1);
  EXPECT_THAT(sensitivity_lesson(report), IsEmpty());
}

TEST(SensitivityModel, HasNoLessonOfLossesThatAreNotFinite) {
  SensitivityReport report = make_report();
  for (double& loss : report.curves[0].mean) loss = std::nan("");
  EXPECT_EQ(sensitivity_lesson(report), "The losses are not finite");
}

TEST(SensitivityModel, ReadsTheNearestDistance) {
  const ReadOut read_out = read_sensitivity(make_report(), 0.25, Theme::dark(1));
  EXPECT_EQ(read_out.x, 0.2);
  ASSERT_EQ(read_out.rows.size(), 3u);
  EXPECT_DOUBLE_EQ(read_out.rows[0].y, 3);
}

TEST(SensitivityModel, SurvivesLossesThatAreNotFinite) {
  SensitivityReport report = make_report();
  for (SensitivityCurve& curve : report.curves)
    for (double& loss : curve.mean) loss = std::nan("");
  const Figure figure = build_sensitivity(report, Theme::dark(1));
  EXPECT_LT(figure.y.min, figure.y.max);
  EXPECT_TRUE(std::isfinite(figure.y.min) && std::isfinite(figure.y.max));
}

}  // namespace
}  // namespace netdyno::app
