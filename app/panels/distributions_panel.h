// app/panels/distributions_panel.h
// SPDX-License-Identifier: MIT
//
// Histograms of activations, gradients and weights, layer by layer, with their statistics.

#pragma once

#include <cstdint>

#include <map>

#include "app/panels/distribution_views.h"
#include "app/panels/panel.h"
#include "app/view_models/distribution_model.h"
#include "app/view_models/probe_history.h"

namespace netdyno::app {

class DistributionsPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  std::vector<RunFigure> figures(const FrameContext& frame) const override;
  // Of the open tab only: what nobody sees is not measured.
  std::vector<std::string> probes() const override { return {open_probe_}; }

 private:
  // What one tab keeps: a probe is measured while its tab is open only.
  struct Measured {
    std::shared_ptr<const ProbeResult> result;  // what rows were made of
    std::string probe;
    std::vector<DistributionRow> rows;
    ProbeHistory history;
  };
  void draw_kind(const FrameContext& frame, DistributionKind kind, const char* probe);
  void draw_view_choice(const FrameContext& frame);

  std::string open_probe_ = "activations";
  std::map<DistributionKind, Measured> measured_;
  DistributionView view_ = DistributionView::Rows;
  DistributionViews views_;
};

}  // namespace netdyno::app
