// app/panels/boundary_panel.h
// SPDX-License-Identifier: MIT
//
// The plane of 2-D data with the class that the network answers at each point, and the training
// points on top; which data set it is, its knobs, and points that a click adds.

#pragma once

#include <cstdint>

#include "app/chart/chart_drawing.h"
#include "app/chart/figure.h"
#include "app/panels/data_set_editor.h"
#include "app/panels/panel.h"

namespace netdyno::app {

class BoundaryPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  std::vector<RunFigure> figures(const FrameContext& frame) const override;
  std::vector<std::string> probes() const override { return {"boundary"}; }

 private:
  void draw_other_data(const FrameContext& frame);
  void draw_choices(const FrameContext& frame);
  void draw_classes(const FrameContext& frame);
  void draw_map(const FrameContext& frame, const DecisionMap& map);
  void follow_pointer(const FrameContext& frame, const DecisionMap& map,
                      const ChartLayout& layout) const;

  DataSetEditor data_set_;
  std::size_t class_to_add_ = 0;
  std::shared_ptr<const ProbeResult> measured_;
  std::uint64_t version_ = 0;  // counts measurements, for the texture
  bool was_dark_ = true;
  Figure figure_;
};

}  // namespace netdyno::app
