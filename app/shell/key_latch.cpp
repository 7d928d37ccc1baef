// SPDX-License-Identifier: MIT
#include "app/shell/key_latch.h"

#include <algorithm>

namespace netdyno::app {
namespace {

// True when `next` in the same frame would hide one of `taken`.
bool would_hide(const std::vector<KeyEvent>& taken, const KeyEvent& next) {
  return std::any_of(taken.begin(), taken.end(), [&](const KeyEvent& earlier) {
    if (next.kind == KeyEvent::Kind::Press)  // its text would overtake the earlier key
      return !next.is_modifier && earlier.kind == KeyEvent::Kind::Press && !earlier.is_modifier;
    return next.kind == KeyEvent::Kind::Release && earlier.kind == KeyEvent::Kind::Press &&
           (earlier.key == next.key || next.is_modifier);  // Ctrl stays down for the key's frame
  });
}

}  // namespace

std::vector<KeyEvent> KeyLatch::take_frame() {
  std::vector<KeyEvent> taken;
  while (!waiting_.empty() && !would_hide(taken, waiting_.front())) {
    taken.push_back(waiting_.front());
    waiting_.pop_front();
  }
  return taken;
}

}  // namespace netdyno::app
