// SPDX-License-Identifier: MIT
#include "app/chart/axis_map.h"

#include <algorithm>
#include <cmath>

namespace netdyno::app {

namespace {

constexpr double kLargest = 1e300;
constexpr double kSmallestLog = 1e-300;

double to_axis(double value, AxisScale scale) {
  return scale == AxisScale::Log ? std::log10(std::max(value, kSmallestLog)) : value;
}
double from_axis(double value, AxisScale scale) {
  return scale == AxisScale::Log ? std::pow(10.0, std::clamp(value, -300.0, 300.0)) : value;
}

}  // namespace

AxisMap::AxisMap(const Axis& axis, float px_min, float px_max)
    : is_log_(axis.scale == AxisScale::Log), px_min_(px_min) {
  const AxisRange range = usable({axis.min, axis.max}, axis.scale);
  min_ = to_axis(range.min, axis.scale);
  px_per_unit_ = (px_max - px_min) / (to_axis(range.max, axis.scale) - min_);
}

double AxisMap::log_position(double value) {
  return to_axis(value, AxisScale::Log);
}

double AxisMap::data_from_px(float px) const {
  return from_axis(min_ + (px - px_min_) / px_per_unit_,
                   is_log_ ? AxisScale::Log : AxisScale::Linear);
}

AxisRange zoomed(const AxisRange& range, AxisScale scale, double anchor, double factor) {
  const double centre = to_axis(anchor, scale);
  const double low = to_axis(range.min, scale);
  const double high = to_axis(range.max, scale);
  const AxisRange result{from_axis(centre + (low - centre) * factor, scale),
                         from_axis(centre + (high - centre) * factor, scale)};
  // A range too narrow for double would be widened by usable(): the zoom ends there instead.
  return usable(result, scale) == result ? result : range;
}

AxisRange panned(const AxisRange& range, AxisScale scale, double from, double to) {
  const double shift = to_axis(from, scale) - to_axis(to, scale);
  return usable({from_axis(to_axis(range.min, scale) + shift, scale),
                 from_axis(to_axis(range.max, scale) + shift, scale)},
                scale);
}

AxisRange fitted(double low, double high, AxisScale scale, double margin) {
  if (!(low <= high)) return scale == AxisScale::Log ? AxisRange{0.1, 10.0} : AxisRange{0.0, 1.0};
  if (scale == AxisScale::Log) {
    const double from = std::log10(std::max(low, kSmallestLog));
    const double to = std::log10(std::max(high, kSmallestLog));
    const double grow = to - from > 1e-9 ? (to - from) * margin : 0.5;
    return usable({from_axis(from - grow, scale), from_axis(to + grow, scale)}, scale);
  }
  const double span = high - low;
  const double size = std::max(std::abs(low), std::abs(high));
  const double grow = span > size * 1e-9 ? span * margin : (size > 0 ? size * 0.1 : 0.5);
  return usable({low - grow, high + grow}, scale);
}

AxisRange usable(AxisRange range, AxisScale scale) {
  if (!std::isfinite(range.min) || !std::isfinite(range.max)) return fitted(1, 0, scale, 0);
  if (range.min > range.max) std::swap(range.min, range.max);
  if (scale == AxisScale::Log) {
    range.max = std::clamp(range.max, kSmallestLog * 10, kLargest);
    range.min = range.min > 0 ? range.min : range.max * 1e-6;
    range.min = std::clamp(range.min, kSmallestLog, kLargest / 10);
    if (range.max < range.min * (1 + 1e-9)) range.max = range.min * (1 + 1e-6);
    return range;
  }
  range.min = std::clamp(range.min, -kLargest, kLargest);
  range.max = std::clamp(range.max, -kLargest, kLargest);
  const double size = std::max({std::abs(range.min), std::abs(range.max), 1e-290});
  if (range.max - range.min < size * 1e-12) {
    range.min -= size * 1e-6;
    range.max += size * 1e-6;
  }
  return range;
}

}  // namespace netdyno::app
