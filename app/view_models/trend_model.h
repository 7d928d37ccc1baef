// app/view_models/trend_model.h
// SPDX-License-Identifier: MIT
//
// Further metrics over a run, below the loss and with its x axis: learning rate, penalty, speed,
// and per weight tensor the sizes of gradient, update and weight.
//
//   Units    as each axis says; η and ratios have none
//   Source   the band 0.001 to 0.01 of ‖Δw‖/‖w‖: Karpathy, CS231n notes, "Ratio of weights:updates"

#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/view_models/curves_model.h"
#include "app/view_models/layer_trends.h"

namespace netdyno::app {

struct TrendRow {
  std::string name;                            // "learning rate"
  std::string doc;                             // one sentence with symbol and formula
  std::string axis;                            // "learning rate η"
  bool is_log = false;                         // on a logarithmic axis unless told otherwise
  std::optional<History::Metric> metric = {};  // of the history; none: `size` of every layer
  LayerSize size = LayerSize::Gradient;
};

// Metrics that can be drawn below the loss, accuracy excepted.
std::span<const TrendRow> trend_rows();

// `x` is the axis of the curves above.
Figure build_trend(const TrendRow& row, const History& history, const LayerTrends& trends,
                   const CurveOptions& options, const Axis& x,
                   const std::optional<AxisRange>& y_window, int width_px, const Theme& theme);

// Since when the layers' sizes are known, where that is not about the run's start.
std::string trend_note(const TrendRow& row, const History& history, const LayerTrends& trends);

// Every line at the measured step nearest to x.
ReadOut read_trend(const TrendRow& row, const History& history, const LayerTrends& trends,
                   const CurveOptions& options, double x, const Theme& theme);

}  // namespace netdyno::app
