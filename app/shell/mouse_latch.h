// app/shell/mouse_latch.h
// SPDX-License-Identifier: MIT
//
// Mouse events in the order they came, dealt out so that no frame misses or misplaces one. Dear
// ImGui 1.86 looks at where the pointer is when a frame begins: of two clicks at different places
// between two frames one would be lost, and the other would hit what the pointer went on to.
//
//   Units    positions in pixels of the window

#pragma once

#include <array>
#include <cstddef>
#include <deque>

namespace netdyno::app {

struct MouseEvent {
  enum class Kind { Move, Press, Release };
  Kind kind = Kind::Move;
  float x = 0, y = 0;  // of moves
  int button = 0;      // of presses and releases
};

class MouseLatch {
 public:
  static constexpr std::size_t kButtons = 5;

  void push(const MouseEvent& event) { waiting_.push_back(event); }

  // Takes what the next frame sees: moves, then at most one press or release.
  void take_frame();

  // After the events taken so far.
  bool is_down(std::size_t button) const { return down_[button]; }
  bool has_position() const { return has_position_; }
  float x() const { return x_; }
  float y() const { return y_; }

  bool empty() const { return waiting_.empty(); }

 private:
  std::deque<MouseEvent> waiting_;
  std::array<bool, kButtons> down_{};
  bool has_position_ = false;
  float x_ = 0, y_ = 0;
};

}  // namespace netdyno::app
