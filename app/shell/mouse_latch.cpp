// SPDX-License-Identifier: MIT
#include "app/shell/mouse_latch.h"

namespace netdyno::app {

void MouseLatch::take_frame() {
  while (!waiting_.empty()) {
    const MouseEvent event = waiting_.front();
    waiting_.pop_front();
    if (event.kind == MouseEvent::Kind::Move) {
      x_ = event.x;
      y_ = event.y;
      has_position_ = true;
      continue;
    }
    const auto button = static_cast<std::size_t>(event.button);
    if (button >= kButtons) continue;
    down_[button] = event.kind == MouseEvent::Kind::Press;
    return;
  }
}

}  // namespace netdyno::app
