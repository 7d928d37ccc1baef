// app/panels/range_test_panel.h
// SPDX-License-Identifier: MIT
//
// The learning rate range test: which rates are too low, good and too high for the network as it
// is now.

#pragma once

#include "app/chart/imgui_chart.h"
#include "app/panels/panel.h"

namespace netdyno::app {

class RangeTestPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  std::vector<RunFigure> figures(const FrameContext& frame) const override;

 private:
  void draw_controls(const FrameContext& frame, const RangeTestResult* result);
  void run(const FrameContext& frame, bool from_start);
  void draw_figure(const FrameContext& frame, const RangeTestResult& result);

  std::optional<AxisRange> x_, y_;  // where the person zoomed
  ChartState state_;
};

}  // namespace netdyno::app
