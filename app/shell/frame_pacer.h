// app/shell/frame_pacer.h
// SPDX-License-Identifier: MIT
//
// When the next frame is due: at once after input, at a lower bounded rate for what the engine
// tells, and not at all while nothing changes.
//
//   Units    seconds on any one clock

#pragma once

namespace netdyno::app {

struct FrameRates {
  double input_fps = 60;   // most frames a second after input
  double engine_fps = 60;  // most frames a second while only training goes on
};

class FramePacer {
 public:
  explicit FramePacer(FrameRates rates) : rates_(rates) {}

  // Something was pressed, moved or typed. Some frames more follow, for widgets settle late.
  void on_input();
  // The engine has something new.
  void on_engine() { engine_waits_ = true; }
  // Something on screen moves by itself until `until_secs`: a caret, a notification's end.
  void animate_until(double until_secs);

  void on_frame(double now_secs);

  bool is_due(double now_secs) const { return wait_secs(now_secs) <= 0; }
  // Until the next frame; kIdleSecs when nothing asks for one.
  double wait_secs(double now_secs) const;

  static constexpr double kIdleSecs = 0.25;

 private:
  // Most frames a second that what waits now asks for; 0: nothing does.
  double fps(double now_secs) const;

  FrameRates rates_;
  int settling_frames_ = 2;  // the first frames of a window size themselves
  bool engine_waits_ = true;
  double animated_until_secs_ = 0;
  double last_frame_secs_ = -1e9;
};

}  // namespace netdyno::app
