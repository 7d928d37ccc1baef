// SPDX-License-Identifier: MIT
#include "app/shell/frame_pacer.h"

#include <gtest/gtest.h>

namespace netdyno::app {
namespace {

// A pacer that has drawn its first frames and has nothing to do at time 100.
FramePacer idle_pacer() {
  FramePacer pacer({.input_fps = 50, .engine_fps = 25, .onlooker_fps = 10, .motion_fps = 20});
  for (int i = 0; i < 10; ++i) pacer.on_frame(100);
  return pacer;
}

TEST(FramePacer, DrawsTheFirstFrameAtOnce) {
  EXPECT_TRUE(FramePacer({}).is_due(0));
}

TEST(FramePacer, DrawsNothingWhileNothingChanges) {
  const FramePacer pacer = idle_pacer();
  EXPECT_FALSE(pacer.is_due(100));
  EXPECT_FALSE(pacer.is_due(1e6));
  EXPECT_EQ(pacer.wait_secs(1e6), FramePacer::kIdleSecs);
}

TEST(FramePacer, AnswersInputAtTheInputRate) {
  FramePacer pacer = idle_pacer();
  pacer.on_input(100);
  EXPECT_NEAR(pacer.wait_secs(100), 0.02, 1e-9);
  EXPECT_TRUE(pacer.is_due(100.021));
}

TEST(FramePacer, ShowsTheEnginesNewsAtItsOwnRate) {
  FramePacer pacer = idle_pacer();
  pacer.set_training_waits(true);
  pacer.on_engine();
  EXPECT_FALSE(pacer.is_due(100.021));
  EXPECT_TRUE(pacer.is_due(100.041));
  pacer.on_frame(100.041);
  EXPECT_FALSE(pacer.is_due(101)) << "the news was shown";
}

TEST(FramePacer, TakesLessFromTrainingWhileNobodyActs) {
  FramePacer pacer = idle_pacer();
  pacer.on_engine();
  EXPECT_FALSE(pacer.is_due(100.041));
  EXPECT_TRUE(pacer.is_due(100.101));
}

TEST(FramePacer, ShowsMotionMoreOften) {
  FramePacer pacer = idle_pacer();
  pacer.set_motion(true);
  pacer.on_engine();
  EXPECT_FALSE(pacer.is_due(100.041));
  EXPECT_TRUE(pacer.is_due(100.051));
}

TEST(FramePacer, ShowsWhatAnActionDidAtTheFullRateForASecond) {
  FramePacer pacer = idle_pacer();
  pacer.on_input(100);
  for (int i = 0; i < 10; ++i) pacer.on_frame(100);
  pacer.on_engine();
  EXPECT_TRUE(pacer.is_due(100.041));
  pacer.on_frame(100.9);
  pacer.on_engine();
  EXPECT_TRUE(pacer.is_due(100.941));
  pacer.on_frame(101.01);
  pacer.on_engine();
  EXPECT_FALSE(pacer.is_due(101.06));
}

TEST(FramePacer, KeepsItsRateThoughEveryFrameIsALittleLate) {
  FramePacer pacer = idle_pacer();
  pacer.set_training_waits(true);
  double now = 100;
  int frames = 0;
  while (now < 110) {
    pacer.on_engine();
    now += pacer.wait_secs(now) + 0.003;
    pacer.on_frame(now);
    ++frames;
  }
  EXPECT_NEAR(frames, 250, 2) << "25 a second for 10 s";
}

TEST(FramePacer, DoesNotMakeUpForFramesThatNobodyAskedFor) {
  FramePacer pacer = idle_pacer();
  pacer.set_training_waits(true);
  pacer.on_engine();
  pacer.on_frame(105);
  pacer.on_engine();
  EXPECT_NEAR(pacer.wait_secs(105), 0.04, 1e-9);
}

TEST(FramePacer, SettlesForSomeFramesAfterInput) {
  FramePacer pacer = idle_pacer();
  pacer.on_input(100);
  double now = 101;
  int frames = 0;
  while (pacer.is_due(now) && frames < 100) {
    pacer.on_frame(now);
    now += 1;
    ++frames;
  }
  EXPECT_EQ(frames, 3);
}

TEST(FramePacer, KeepsDrawingWhileSomethingMoves) {
  FramePacer pacer = idle_pacer();
  pacer.animate_until(103);
  EXPECT_TRUE(pacer.is_due(101));
  EXPECT_FALSE(pacer.is_due(104));
}

}  // namespace
}  // namespace netdyno::app
