// SPDX-License-Identifier: MIT
#include "engine/session/marker_collector.h"

#include <gtest/gtest.h>

namespace netdyno {
namespace {

using namespace std::chrono_literals;

KnobMarker change(std::int64_t step, std::string knob, std::string before, std::string after) {
  KnobMarker marker;
  marker.step = step;
  marker.knob = std::move(knob);
  marker.before = std::move(before);
  marker.after = std::move(after);
  return marker;
}

class MarkerCollectorTest : public testing::Test {
 protected:
  MarkerCollector markers_;
  const MarkerCollector::Time start_ = std::chrono::steady_clock::now();
};

TEST_F(MarkerCollectorTest, MakesOneMarkerOfADrag) {
  EXPECT_FALSE(markers_.add(change(10, "η", "0.1", "0.2"), start_));
  EXPECT_FALSE(markers_.add(change(14, "η", "0.2", "0.3"), start_ + 100ms));
  EXPECT_FALSE(markers_.take_rested(start_ + 700ms));
  const auto marker = markers_.take_rested(start_ + 900ms);
  ASSERT_TRUE(marker);
  EXPECT_EQ(marker->before, "0.1");
  EXPECT_EQ(marker->after, "0.3");
  EXPECT_EQ(marker->step, 14);
  EXPECT_FALSE(markers_.is_collecting());
}

TEST_F(MarkerCollectorTest, CompletesAMarkerWhenAnotherKnobTurns) {
  markers_.add(change(10, "η", "0.1", "0.2"), start_);
  const auto first = markers_.add(change(11, "μ", "0.9", "0.5"), start_);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->knob, "η");
  EXPECT_EQ(markers_.take()->knob, "μ");
  EXPECT_FALSE(markers_.take());
}

}  // namespace
}  // namespace netdyno
