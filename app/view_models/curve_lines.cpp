// SPDX-License-Identifier: MIT
#include "app/view_models/curve_lines.h"

#include <algorithm>
#include <cmath>

#include "app/view_models/number_text.h"

namespace netdyno::app {

double curve_unit(CurveMetric metric) {
  return metric == CurveMetric::Loss ? 1 : 100;
}

std::string curve_text(CurveMetric metric, double value) {
  return metric == CurveMetric::Loss ? number_text(value, 4) : percent_text(value);
}

DecimatedLine in_figure_unit(DecimatedLine line, CurveMetric metric, AxisScale scale) {
  const double unit = curve_unit(metric);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < line.y.size(); ++i) {
    if (scale == AxisScale::Log && line.y[i] <= 0) continue;
    line.x[kept] = line.x[i];
    line.y[kept++] = line.y[i] * unit;
  }
  line.x.resize(kept);
  line.y.resize(kept);
  if (scale == AxisScale::Log && line.low <= 0) {
    line.low = line.high;
    for (const double y : line.y)
      if (y > 0) line.low = std::min(line.low, y / unit);
  }
  line.low *= unit;
  line.high *= unit;
  return line;
}

void CurveExtremes::add(const DecimatedLine& line) {
  for (const double y : line.y)
    if (std::isfinite(y)) values_.push_back(y);
  if (ignores_outliers_ || line.low > line.high) return;
  low_ = std::min(low_, line.low);
  high_ = std::max(high_, line.high);
}

AxisRange CurveExtremes::range(AxisScale scale) {
  is_clipped_ = false;
  if (values_.empty()) return fitted(low_, high_, scale);
  if (ignores_outliers_) {
    low_ = percentile(0.05);
    high_ = percentile(0.95);
  } else if (scale == AxisScale::Linear) {
    clip();
  }
  return fitted(low_, high_, scale);
}

void CurveExtremes::clip() {
  constexpr double kFar = 10, kNear = 3;  // times the usual size
  const double usual = std::max(percentile(0.95), std::isfinite(first_) ? first_ : 0.0);
  is_clipped_ = usual > 0 && high_ > kFar * usual;
  if (!is_clipped_) return;
  high_ = low_;
  for (const double y : values_)
    if (y <= kNear * usual) high_ = std::max(high_, y);
}

double CurveExtremes::percentile(double share) {
  const auto rank = static_cast<std::ptrdiff_t>(share * static_cast<double>(values_.size() - 1));
  std::nth_element(values_.begin(), values_.begin() + rank, values_.end());
  return values_[static_cast<std::size_t>(rank)];
}

std::size_t nearest_position(const Column& column, double x) {
  const std::size_t after = column.position_from(x);
  if (after == 0) return 0;
  if (after >= column.size()) return column.size() - 1;
  const bool before_is_nearer = x - column[after - 1] < column[after] - x;
  return after - (before_is_nearer ? 1 : 0);
}

std::size_t position_of_largest(const Column& column, std::size_t begin, std::size_t end) {
  while (end - begin > 1) {
    const std::size_t middle = begin + (end - begin) / 2;
    if (column.extent(begin, middle).high >= column.extent(middle, end).high)
      end = middle;
    else
      begin = middle;
  }
  return begin;
}

}  // namespace netdyno::app
