// app/shell/frame_pacer.h
// SPDX-License-Identifier: MIT
//
// When the next frame is due: at once after input, at a bounded rate for what the engine tells,
// which is a lower one while nobody acts and frames take from the training, and not at all while
// nothing changes.
//
//   Units    seconds on any one clock

#pragma once

namespace netdyno::app {

struct FrameRates {
  double input_fps = 60;     // most frames a second after input
  double engine_fps = 60;    // for what the engine tells, while somebody acts or training waits
  double onlooker_fps = 60;  // for what it tells otherwise
  double motion_fps = 60;    // the same where something is shown that is watched in motion
};

class FramePacer {
 public:
  explicit FramePacer(FrameRates rates) : rates_(rates) {}

  // Something was pressed, moved or typed. Some frames more follow, for widgets settle late.
  void on_input(double now_secs);
  // The engine has something new.
  void on_engine() { engine_waits_ = true; }
  // Training does not go as fast as it could: frames take nothing from it.
  void set_training_waits(bool waits) { training_waits_ = waits; }
  void set_motion(bool is_shown) { motion_is_shown_ = is_shown; }
  // Something on screen moves by itself until `until_secs`: a caret, a notification's end.
  void animate_until(double until_secs);

  void on_frame(double now_secs);

  bool is_due(double now_secs) const { return wait_secs(now_secs) <= 0; }
  // Until the next frame; kIdleSecs when nothing asks for one.
  double wait_secs(double now_secs) const;

  static constexpr double kIdleSecs = 0.25;
  static constexpr double kActingSecs = 1;  // how long after input somebody still acts

 private:
  // Most frames a second that what waits now asks for; 0: nothing does.
  double fps(double now_secs) const;

  FrameRates rates_;
  int settling_frames_ = 2;  // the first frames of a window size themselves
  bool engine_waits_ = true;
  bool training_waits_ = false;
  bool motion_is_shown_ = false;
  double input_secs_ = -1e9;  // of the last input
  double animated_until_secs_ = 0;
  double last_frame_secs_ = -1e9;
};

}  // namespace netdyno::app
