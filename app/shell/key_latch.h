// app/shell/key_latch.h
// SPDX-License-Identifier: MIT
//
// Keyboard events in the order they came, dealt out so that no frame misses one. Dear ImGui 1.86
// looks at which keys are down when a frame begins: a key pressed and released between two frames
// would be lost, and a letter typed after Ctrl+A would arrive while Ctrl is still down.
//
// Each frame takes the events up to the first that would hide an earlier one; the rest waits.

#pragma once

#include <deque>
#include <vector>

namespace netdyno::app {

struct KeyEvent {
  enum class Kind { Press, Release, Character };
  Kind kind = Kind::Press;
  int key = 0;  // of presses and releases
  int scancode = 0;
  int modifiers = 0;
  unsigned int character = 0;  // of Character
  bool is_modifier = false;    // the key is Ctrl, Shift, Alt or Super
  bool is_text = false;        // a press whose character follows; set by the latch
};

class KeyLatch {
 public:
  void push(const KeyEvent& event);

  // What the next frame sees: at most one press of a key that is no modifier, and no release of a
  // key pressed in the same frame. While a text is being typed (`is_typing`) only its characters
  // count, and any number of them fits into a frame.
  std::vector<KeyEvent> take_frame(bool is_typing);

  bool empty() const { return waiting_.empty(); }

 private:
  std::deque<KeyEvent> waiting_;
};

}  // namespace netdyno::app
