// app/view_models/layer_trends.h
// SPDX-License-Identifier: MIT
//
// Sizes of every weight tensor, of its gradient and of its update over a run, collected from the
// probes "weights", "gradients" and "updates" as they are measured.
//
//   Units    Euclidean norms ‖·‖ over a tensor; a ratio has no unit
//   Cost     collect() O(tensors) a new measurement

#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "engine/run/history.h"
#include "engine/session/snapshot.h"

namespace netdyno::app {

// Measurements that are kept: an hour and a half of ten a second. Beyond, every second one goes.
inline constexpr std::size_t kMostTrendPoints = 1 << 16;

enum class LayerSize { Gradient, Update, Weight };  // ‖∂L/∂w‖, ‖Δw‖/‖w‖, ‖w‖

// One weight tensor's size.
struct LayerTrend {
  std::string label;  // "0 conv weight"
  Column value;
};

// Those of all tensors, and the steps at which they were measured.
struct LayerTrendSet {
  Column step, epoch, seconds;
  std::vector<LayerTrend> layers;  // values as many as steps
  // Positions before which nothing was measured for far longer than usual: lines break there.
  std::vector<std::size_t> gaps;
};

class LayerTrends {
 public:
  // Takes in what this snapshot measured anew. Starts over with another run or network.
  void collect(const Snapshot* snapshot, const History& history);

  const LayerTrendSet& trends(LayerSize size) const {
    return trends_[static_cast<std::size_t>(size)];
  }

 private:
  void take(LayerSize size, const ProbeResult& result, const History& history);

  std::array<LayerTrendSet, 3> trends_;
  std::array<std::shared_ptr<const ProbeResult>, 3> taken_;
  std::vector<double> weight_norms_;  // last measured, for the ratios
};

// ‖x‖ = √(n (μ² + σ²)) over the n values; NaN where some are not finite.
double euclidean_norm(const Distribution& distribution);

}  // namespace netdyno::app
