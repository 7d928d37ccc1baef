// SPDX-License-Identifier: MIT
#include "app/view_models/predictions_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace netdyno::app {
namespace {

using testing::HasSubstr;
using testing::Not;

TestReport evaluated() {
  TestReport report;
  report.step = 120;
  report.examples = 200;
  report.loss = 0.5;
  report.accuracy = 0.875;
  return report;
}

TEST(TestText, SaysTheLossAndTheWeights) {
  EXPECT_EQ(test_text(evaluated()),
            "Test file: 87.50 % correct, loss 0.5, 200 examples, weights after step 120");
}

// Averaged probabilities have no other one, whatever the recipe's loss is.
TEST(TestText, NamesTheLossOfTestTimeAugmentationAsWhatItIs) {
  TestReport report = evaluated();
  report.is_augmented = true;
  EXPECT_THAT(test_text(report), HasSubstr("With test-time augmentation: 87.50 % correct, mean "
                                           "−ln p 0.5,"));
  EXPECT_THAT(test_text(report), Not(HasSubstr("loss")));
}

TEST(TestText, TellsWhatIsNoNumber) {
  TestReport report = evaluated();
  report.not_finite = 3;
  report.is_cancelled = true;
  EXPECT_THAT(test_text(report), HasSubstr("(ended early); the outputs for 3 are not numbers"));
}

}  // namespace
}  // namespace netdyno::app
