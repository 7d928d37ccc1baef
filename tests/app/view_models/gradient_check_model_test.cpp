// SPDX-License-Identifier: MIT
#include "app/view_models/gradient_check_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace netdyno::app {
namespace {

using ::testing::HasSubstr;

GradientCheckRow make_row(std::size_t layer, Index checked) {
  GradientCheckRow row;
  row.layer = layer;
  row.type = "dense";
  row.parameter = "weight";
  row.size = 2400;
  row.checked = checked;
  row.max_error = 1.23e-5;
  return row;
}

GradientCheckReport make_report() {
  GradientCheckReport report;
  report.loss = "softmax";
  report.loss_value = 0.7;
  report.step = 120;
  report.tolerance = 0.005;
  report.rows = {make_row(3, 10), make_row(5, 0)};
  return report;
}

TEST(GradientCheckModel, ListsWhatWasCheckedSoFar) {
  GradientCheckReport report = make_report();
  report.is_running = true;
  const GradientCheckModel model = build_gradient_check(report);
  ASSERT_EQ(model.lines.size(), 1u);
  EXPECT_EQ(model.lines[0].label, "3 dense");
  EXPECT_THAT(model.lines[0].checked, HasSubstr("10 of 2"));
  EXPECT_EQ(model.lines[0].verdict, "agrees");
  EXPECT_EQ(model.headline, "softmax loss after step 120: checking");
  EXPECT_EQ(model.tone, Tone::Normal);
}

TEST(GradientCheckModel, NamesTheToleranceWithItsReasonAndColoursByIt) {
  GradientCheckReport report = make_report();
  EXPECT_THAT(build_gradient_check(report).reason, HasSubstr("up to 0.005 pass"));
  EXPECT_THAT(build_gradient_check(report).reason, HasSubstr("32 bits"));
  EXPECT_EQ(build_gradient_check(report).lines[0].error_tone, Tone::Good);
  report.rows[0].max_error = 0.018;  // passes: rounding explains it
  const GradientCheckModel model = build_gradient_check(report);
  EXPECT_EQ(model.lines[0].error_tone, Tone::Warning) << "no green for what is beyond it";
  EXPECT_EQ(model.lines[0].verdict, "within rounding");
  report.rows[0].verdict = GradientVerdict::Fail;
  EXPECT_EQ(build_gradient_check(report).lines[0].error_tone, Tone::Error);
}

TEST(GradientCheckModel, SaysWhatDiffers) {
  GradientCheckReport report = make_report();
  report.rows[0].failed = 2;
  report.rows[0].verdict = GradientVerdict::Fail;
  const GradientCheckModel model = build_gradient_check(report);
  EXPECT_EQ(model.tone, Tone::Error);
  EXPECT_THAT(model.headline, HasSubstr("differs"));
  EXPECT_EQ(model.lines[0].verdict, "2 differ");
}

TEST(GradientCheckModel, ExplainsKinksAndSlopesTooSmall) {
  GradientCheckReport report = make_report();
  report.rows[0].kinks = 4;
  report.rows[0].unresolved = 6;
  report.rows[0].verdict = GradientVerdict::Unresolved;
  const GradientCheckModel model = build_gradient_check(report);
  EXPECT_EQ(model.lines[0].verdict, "at kinks");
  EXPECT_EQ(model.lines[0].error, "–");
  EXPECT_THAT(model.lines[0].tooltip, HasSubstr("4 at a kink"));
  EXPECT_THAT(model.lines[0].tooltip, HasSubstr("6 too small"));
}

TEST(GradientCheckModel, SaysThatALossIsNotANumber) {
  GradientCheckReport report = make_report();
  report.loss_value = std::nan("");
  const GradientCheckModel model = build_gradient_check(report);
  EXPECT_EQ(model.tone, Tone::Error);
  EXPECT_THAT(model.headline, HasSubstr("not a number"));
}

}  // namespace
}  // namespace netdyno::app
