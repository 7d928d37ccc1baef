// app/panels/boundary_panel.h
// SPDX-License-Identifier: MIT
//
// The plane of 2-D data with the class that the network answers at each point, and the training
// points on top.

#pragma once

#include <cstdint>

#include "app/chart/figure.h"
#include "app/panels/panel.h"

namespace netdyno::app {

class BoundaryPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  std::vector<RunFigure> figures(const FrameContext& frame) const override;
  std::vector<std::string> probes() const override { return {"boundary"}; }

 private:
  void draw_map(const FrameContext& frame, const DecisionMap& map);

  std::shared_ptr<const ProbeResult> measured_;
  std::uint64_t version_ = 0;  // counts measurements, for the texture
  bool was_dark_ = true;
  Figure figure_;
};

}  // namespace netdyno::app
