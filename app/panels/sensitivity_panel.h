// app/panels/sensitivity_panel.h
// SPDX-License-Identifier: MIT
//
// Why data is centred: the loss against a perturbation of the weights, on centred data and on data
// as it is.

#pragma once

#include "app/chart/imgui_chart.h"
#include "app/panels/panel.h"

namespace netdyno::app {

class SensitivityPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  std::vector<RunFigure> figures(const FrameContext& frame) const override;

 private:
  void draw_figure(const FrameContext& frame, const SensitivityReport& report);

  std::shared_ptr<const SensitivityReport> report_;
  std::optional<AxisRange> x_, y_;  // where the person zoomed
  ChartState state_;
};

}  // namespace netdyno::app
