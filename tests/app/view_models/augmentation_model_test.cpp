// SPDX-License-Identifier: MIT
#include "app/view_models/augmentation_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace netdyno::app {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> types_of(const AugmentList& steps) {
  std::vector<std::string> types;
  for (const AugmentSpec& step : steps) types.push_back(step.type);
  return types;
}

AugmentList flip_and_crop() {
  return with_step(with_step({}, "flip"), "crop");
}

TEST(AugmentList, AddsStepsAtTheirDefaults) {
  const AugmentList steps = flip_and_crop();
  EXPECT_THAT(types_of(steps), ElementsAre("flip", "crop"));
  EXPECT_EQ(steps[0].options.real("probability"), 0.5);
  EXPECT_EQ(steps[1].options.integer("pad"), 4);
}

TEST(AugmentList, RemovesAndReorders) {
  EXPECT_THAT(types_of(without_step(flip_and_crop(), 0)), ElementsAre("crop"));
  EXPECT_THAT(types_of(with_step_moved(flip_and_crop(), 1, true)), ElementsAre("crop", "flip"));
  EXPECT_THAT(types_of(with_step_moved(flip_and_crop(), 0, false)), ElementsAre("crop", "flip"));
}

TEST(AugmentList, StaysAsItIsForPlacesOutside) {
  const AugmentList steps = flip_and_crop();
  EXPECT_EQ(without_step(steps, 2), steps);
  EXPECT_EQ(with_step_moved(steps, 0, true), steps);
  EXPECT_EQ(with_step_moved(steps, 1, false), steps);
  EXPECT_EQ(with_step_moved(steps, 7, true), steps);
  EXPECT_EQ(with_option(steps, 7, "pad", std::int64_t{2}), steps);
}

TEST(AugmentList, ChangesOneOption) {
  const AugmentList steps = with_option(flip_and_crop(), 1, "pad", std::int64_t{2});
  EXPECT_EQ(steps[1].options.integer("pad"), 2);
  EXPECT_EQ(steps[0], flip_and_crop()[0]);
}

TEST(AugmentList, HasAKnobForEachNumber) {
  const auto knobs = step_knobs(flip_and_crop()[0]);
  ASSERT_EQ(knobs.size(), 1u);
  EXPECT_EQ(knobs[0].key, "probability");
  EXPECT_EQ(knobs[0].value, 0.5);
  EXPECT_EQ(knobs[0].max, 1);
}

}  // namespace
}  // namespace netdyno::app
