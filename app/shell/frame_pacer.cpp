// SPDX-License-Identifier: MIT
#include "app/shell/frame_pacer.h"

#include <algorithm>

namespace netdyno::app {
namespace {

constexpr int kSettlingFrames = 3;
constexpr double kAnimationFps = 10;

}  // namespace

void FramePacer::on_input() {
  settling_frames_ = kSettlingFrames;
}

void FramePacer::animate_until(double until_secs) {
  animated_until_secs_ = std::max(animated_until_secs_, until_secs);
}

void FramePacer::on_frame(double now_secs) {
  if (settling_frames_ > 0) --settling_frames_;
  engine_waits_ = false;
  last_frame_secs_ = now_secs;
}

double FramePacer::wait_secs(double now_secs) const {
  double fps = 0;
  if (now_secs < animated_until_secs_) fps = kAnimationFps;
  if (engine_waits_) fps = std::max(fps, rates_.engine_fps);
  if (settling_frames_ > 0) fps = std::max(fps, rates_.input_fps);
  if (fps <= 0) return kIdleSecs;
  return std::max(0.0, last_frame_secs_ + 1 / fps - now_secs);
}

}  // namespace netdyno::app
