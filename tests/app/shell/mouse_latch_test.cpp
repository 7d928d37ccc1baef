// SPDX-License-Identifier: MIT
#include "app/shell/mouse_latch.h"

#include <gtest/gtest.h>

namespace netdyno::app {
namespace {

using MouseKind = MouseEvent::Kind;

void click(MouseLatch& latch, float x, float y) {
  latch.push({.kind = MouseKind::Move, .x = x, .y = y});
  latch.push({.kind = MouseKind::Press});
  latch.push({.kind = MouseKind::Release});
}

TEST(MouseLatch, KeepsTwoQuickClicksApartAndInTheirPlaces) {
  MouseLatch latch;
  click(latch, 10, 20);
  click(latch, 300, 400);
  latch.take_frame();
  EXPECT_TRUE(latch.is_down(0));
  EXPECT_EQ(latch.x(), 10);
  latch.take_frame();
  EXPECT_FALSE(latch.is_down(0));
  EXPECT_EQ(latch.x(), 10) << "let go where it was pressed";
  latch.take_frame();
  EXPECT_TRUE(latch.is_down(0));
  EXPECT_EQ(latch.y(), 400);
  EXPECT_FALSE(latch.empty());
  latch.take_frame();
  EXPECT_FALSE(latch.is_down(0));
  EXPECT_TRUE(latch.empty());
}

TEST(MouseLatch, TakesAllMovesOfAFrameAtOnce) {
  MouseLatch latch;
  EXPECT_FALSE(latch.has_position());
  for (int i = 1; i <= 9; ++i)
    latch.push({.kind = MouseKind::Move, .x = static_cast<float>(i), .y = 0});
  latch.take_frame();
  EXPECT_EQ(latch.x(), 9);
  EXPECT_TRUE(latch.has_position());
  EXPECT_TRUE(latch.empty());
}

TEST(MouseLatch, HoldsADragUntilItsEnd) {
  MouseLatch latch;
  latch.push({.kind = MouseKind::Press, .button = 1});
  latch.push({.kind = MouseKind::Move, .x = 50, .y = 5});
  latch.push({.kind = MouseKind::Release, .button = 1});
  latch.take_frame();
  EXPECT_TRUE(latch.is_down(1));
  latch.take_frame();
  EXPECT_FALSE(latch.is_down(1));
  EXPECT_EQ(latch.x(), 50);
}

TEST(MouseLatch, IgnoresButtonsThatNobodyKnows) {
  MouseLatch latch;
  latch.push({.kind = MouseKind::Press, .button = 7});
  latch.push({.kind = MouseKind::Press, .button = -1});
  latch.take_frame();
  for (std::size_t button = 0; button < MouseLatch::kButtons; ++button)
    EXPECT_FALSE(latch.is_down(button));
}

}  // namespace
}  // namespace netdyno::app
