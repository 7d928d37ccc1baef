// app/panels/status_panel.h
// SPDX-License-Identifier: MIT
//
// One line: speed, step, epoch, time to go, the app's frame time.

#pragma once

#include "app/panels/panel.h"

namespace netdyno::app {

class StatusPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
};

}  // namespace netdyno::app
