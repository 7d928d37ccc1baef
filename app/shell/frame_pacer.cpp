// SPDX-License-Identifier: MIT
#include "app/shell/frame_pacer.h"

#include <algorithm>

namespace netdyno::app {
namespace {

constexpr int kSettlingFrames = 3;
constexpr double kAnimationFps = 10;

}  // namespace

void FramePacer::on_input(double now_secs) {
  input_secs_ = now_secs;
  settling_frames_ = kSettlingFrames;
}

void FramePacer::animate_until(double until_secs) {
  animated_until_secs_ = std::max(animated_until_secs_, until_secs);
}

double FramePacer::fps(double now_secs) const {
  double fps = 0;
  if (now_secs < animated_until_secs_) fps = kAnimationFps;
  const bool is_free = training_waits_ || now_secs < input_secs_ + kActingSecs;
  const double onlooker_fps = motion_is_shown_ ? rates_.motion_fps : rates_.onlooker_fps;
  if (engine_waits_) fps = std::max(fps, is_free ? rates_.engine_fps : onlooker_fps);
  if (settling_frames_ > 0) fps = std::max(fps, rates_.input_fps);
  return fps;
}

void FramePacer::on_frame(double now_secs) {
  const double rate = fps(now_secs);
  const double late_secs = rate > 0 ? now_secs - (last_frame_secs_ + 1 / rate) : 0;
  // A frame that comes a little late does not put off those after it: the rate would be missed.
  const bool is_in_time = late_secs > 0 && late_secs < 0.5 / rate;
  last_frame_secs_ = is_in_time ? now_secs - late_secs : now_secs;
  if (settling_frames_ > 0) --settling_frames_;
  engine_waits_ = false;
}

double FramePacer::wait_secs(double now_secs) const {
  const double rate = fps(now_secs);
  if (rate <= 0) return kIdleSecs;
  return std::max(0.0, last_frame_secs_ + 1 / rate - now_secs);
}

}  // namespace netdyno::app
