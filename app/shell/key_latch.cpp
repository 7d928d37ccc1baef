// SPDX-License-Identifier: MIT
#include "app/shell/key_latch.h"

#include <algorithm>

namespace netdyno::app {
namespace {

using Kind = KeyEvent::Kind;

// True when `next` in the same frame would hide the press `earlier`.
bool hides(const KeyEvent& next, const KeyEvent& earlier, bool is_typing) {
  if (earlier.kind != Kind::Press || (is_typing && earlier.is_text)) return false;
  if (next.kind == Kind::Release)  // Ctrl stays down for its key's frame
    return earlier.key == next.key || next.is_modifier;
  // The text of a second key would overtake the first.
  return next.kind == Kind::Press && !next.is_modifier && !earlier.is_modifier;
}

}  // namespace

void KeyLatch::push(const KeyEvent& event) {
  const bool follows_press = !waiting_.empty() && waiting_.back().kind == Kind::Press;
  if (event.kind == Kind::Character && follows_press) waiting_.back().is_text = true;
  waiting_.push_back(event);
}

std::vector<KeyEvent> KeyLatch::take_frame(bool is_typing) {
  std::vector<KeyEvent> taken;
  const auto would_hide = [&](const KeyEvent& next) {
    return std::any_of(taken.begin(), taken.end(),
                       [&](const KeyEvent& earlier) { return hides(next, earlier, is_typing); });
  };
  while (!waiting_.empty() && !would_hide(waiting_.front())) {
    taken.push_back(waiting_.front());
    waiting_.pop_front();
  }
  return taken;
}

}  // namespace netdyno::app
