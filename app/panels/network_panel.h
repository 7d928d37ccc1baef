// app/panels/network_panel.h
// SPDX-License-Identifier: MIT
//
// The network layer by layer, with totals; a click selects a layer for all panels.

#pragma once

#include <memory>

#include "app/panels/panel.h"
#include "app/view_models/network_model.h"

namespace netdyno::app {

class NetworkPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  std::vector<RunFigure> figures(const FrameContext& frame) const override;

 private:
  void draw_table(const FrameContext& frame) const;

  // The table is made anew only when the network changes.
  std::shared_ptr<const NetworkSummary> summary_;
  NetworkModel model_;
};

}  // namespace netdyno::app
