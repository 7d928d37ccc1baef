// app/panels/distributions_panel.h
// SPDX-License-Identifier: MIT
//
// Histograms of activations, gradients and weights, layer by layer, with their statistics.

#pragma once

#include <cstdint>

#include "app/panels/panel.h"
#include "app/view_models/distribution_model.h"

namespace netdyno::app {

class DistributionsPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  // Of the open tab only: what nobody sees is not measured.
  std::vector<std::string> probes() const override { return {open_probe_}; }

 private:
  void draw_kind(const FrameContext& frame, DistributionKind kind, const char* probe);

  std::string open_probe_ = "activations";
  // Rows are made anew only when the measurement is.
  std::shared_ptr<const ProbeResult> measured_;
  std::vector<DistributionRow> rows_;
};

}  // namespace netdyno::app
