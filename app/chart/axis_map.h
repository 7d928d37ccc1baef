// app/chart/axis_map.h
// SPDX-License-Identifier: MIT
//
// Between data and pixels along one axis, and what zooming, panning and fitting do to the visible
// range. On a log axis all of it happens in log10, so a zoom keeps what is under the pointer.
//
//   Units    px_* in pixels, *_data in the axis's unit
//   Range    results are always finite with min < max, > 0 on a log axis

#pragma once

#include <algorithm>

#include "app/chart/figure.h"

namespace netdyno::app {

struct AxisRange {
  double min = 0;
  double max = 1;
  bool operator==(const AxisRange&) const = default;
};

// data → px is linear in the value, or in its logarithm. px_max < px_min turns the axis round (y).
class AxisMap {
 public:
  AxisMap(const Axis& axis, float px_min, float px_max);

  // Far outside values are clamped to ±1e6 px: beyond any screen, well inside float.
  float px_from_data(double value) const {
    constexpr double kFarPx = 1e6;
    const double position = is_log_ ? log_position(value) : value;
    return static_cast<float>(
        std::clamp(px_min_ + (position - min_) * px_per_unit_, -kFarPx, kFarPx));
  }
  double data_from_px(float px) const;

 private:
  static double log_position(double value);

  bool is_log_;
  double min_;  // of the axis, log10 on a log axis
  double px_min_;
  double px_per_unit_;
};

// The range shrunk (factor < 1) or grown around `anchor`, which keeps its place.
AxisRange zoomed(const AxisRange& range, AxisScale scale, double anchor, double factor);

// The range moved so that what was at `from` is at `to`.
AxisRange panned(const AxisRange& range, AxisScale scale, double from, double to);

// A range that shows [low, high] with `margin` (share of it) on both sides; degenerate or missing
// extents (low > high) get a range of sensible width.
inline constexpr double kAxisMargin = 0.05;
AxisRange fitted(double low, double high, AxisScale scale, double margin = kAxisMargin);

// The nearest range that an axis can show: finite, ordered, wide enough to be told apart in double.
AxisRange usable(AxisRange range, AxisScale scale);

}  // namespace netdyno::app
