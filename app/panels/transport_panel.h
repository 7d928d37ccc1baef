// app/panels/transport_panel.h
// SPDX-License-Identifier: MIT
//
// Train, pause, step and restart, and in which state the run is.

#pragma once

#include "app/panels/panel.h"

namespace netdyno::app {

class TransportPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
};

}  // namespace netdyno::app
