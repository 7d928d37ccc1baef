// SPDX-License-Identifier: MIT
#include "engine/train/tta.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>

#include "engine/core/error.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

class TtaTest : public testing::Test {
 protected:
  TtaTest() { test::train(trainer_, 40); }

  TestResult plain() {
    return test_network(trainer_.network(), loss_function("softmax"), trainer_.preprocessor(),
                        data_.validation);
  }
  TestResult averaged(std::span<const TestView> views) {
    return test_network(trainer_.network(), views, trainer_.preprocessor(), data_.validation);
  }

  test::TinyEngine engine_;
  const Recipe recipe_ = test::tiny_recipe();
  const DataSplits data_ = test::tiny_data(recipe_);
  Trainer trainer_{recipe_, data_, *engine_.kernels};
};

TEST_F(TtaTest, WithoutItTheResultIsTheEvaluators) {
  const Evaluation expected = evaluate(trainer_.network(), loss_function("softmax"),
                                       trainer_.preprocessor(), data_.validation);
  const TestResult found = plain();
  EXPECT_NEAR(found.total.loss, expected.loss, 1e-6);
  EXPECT_EQ(found.total.accuracy, expected.accuracy);
  EXPECT_EQ(found.total.examples, data_.validation.count);
}

TEST_F(TtaTest, TheImageItselfAsTheOnlyViewChangesNothing) {
  const TestResult found = averaged(std::vector<TestView>{{}});
  EXPECT_NEAR(found.total.loss, plain().total.loss, 1e-5);
  EXPECT_EQ(found.total.accuracy, plain().total.accuracy);
}

TEST_F(TtaTest, ProbabilitiesAreAveragedByWeight) {
  // The same view twice as often as another: as three of which two are equal.
  const AffineMap mirror{.xx = -1};
  const TestResult weighted = averaged(std::vector<TestView>{{{}, 2}, {mirror, 1}});
  const TestResult listed = averaged(std::vector<TestView>{{}, {}, {mirror, 1}});
  EXPECT_NEAR(weighted.total.loss, listed.total.loss, 1e-6);
  EXPECT_NE(weighted.total.loss, plain().total.loss);
}

TEST_F(TtaTest, ClassesSumUpToTheWhole) {
  const TestResult found = averaged(test_views({1, 6, 6}));
  Index examples = 0;
  Index correct = 0;
  for (std::size_t c = 0; c < found.classes.size(); ++c) {
    Index wanted = 0;
    for (Index i = 0; i < data_.validation.count; ++i)
      wanted += data_.validation.label(i) == static_cast<std::int32_t>(c);
    EXPECT_EQ(found.classes[c].examples, wanted);
    examples += found.classes[c].examples;
    correct += found.classes[c].correct;
  }
  EXPECT_EQ(examples, found.total.examples);
  EXPECT_DOUBLE_EQ(found.total.accuracy,
                   static_cast<double>(correct) / static_cast<double>(examples));
}

TEST_F(TtaTest, OutputsThatAreNoNumbersAreWrongAndCounted) {
  trainer_.network().parameters().back()->value.values()[0] =
      std::numeric_limits<float>::quiet_NaN();
  for (const TestResult& found : {plain(), averaged(test_views({1, 6, 6}))}) {
    EXPECT_EQ(found.total.accuracy, 0);
    EXPECT_EQ(found.not_finite, found.total.examples);
    for (const ClassResult& row : found.classes) EXPECT_EQ(row.correct, 0);
  }
}

TEST(TestViews, FiveScalesGiveFiftyCropsOfWhichTenAreTwo) {
  const std::vector<TestView> views = test_views({3, 32, 32});
  EXPECT_EQ(views.size(), 42u);
  const auto add = [](float sum, const TestView& view) { return sum + view.weight; };
  EXPECT_EQ(std::accumulate(views.begin(), views.end(), 0.0f, add), 50.0f);
}

// A picture whose pixels tell their place.
std::vector<float> seen(const TestView& view) {
  std::vector<float> pixels(16);
  std::iota(pixels.begin(), pixels.end(), 0.0f);
  std::vector<float> scratch;
  resample(pixels, {1, 4, 4}, view.map, scratch);
  return pixels;
}

TEST(TestViews, CropsReachTheCornersAndMirrorImagesFollow) {
  constexpr std::array<double, 1> kTwice = {2.0};
  const std::vector<TestView> views = test_views({1, 4, 4}, kTwice);
  ASSERT_EQ(views.size(), 10u);
  EXPECT_EQ(seen(views[2]).front(), 0.0f);  // upper left
  EXPECT_EQ(seen(views[4])[3], 3.0f);       // upper right
  EXPECT_EQ(seen(views[6])[12], 12.0f);     // lower left
  EXPECT_EQ(seen(views[8]).back(), 15.0f);  // lower right
  for (std::size_t i = 0; i < views.size(); i += 2)
    for (std::size_t y = 0; y < 4; ++y)
      for (std::size_t x = 0; x < 4; ++x)
        EXPECT_FLOAT_EQ(seen(views[i])[4 * y + x], seen(views[i + 1])[4 * y + 3 - x]);
}

TEST(TestViews, AScaleBelowOneIsRefused) {
  constexpr std::array<double, 1> kHalf = {0.5};
  EXPECT_THROW(test_views({1, 4, 4}, kHalf), ContractError);
}

}  // namespace
}  // namespace netdyno
