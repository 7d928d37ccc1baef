// SPDX-License-Identifier: MIT
#include "app/chart/decimation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "app/chart/axis_map.h"

namespace netdyno::app {

namespace {

constexpr double kBreak = std::numeric_limits<double>::quiet_NaN();

class LineBuilder {
 public:
  explicit LineBuilder(std::size_t reserved) {
    line_.x.reserve(reserved);
    line_.y.reserve(reserved);
    line_.low = std::numeric_limits<double>::infinity();
    line_.high = -std::numeric_limits<double>::infinity();
  }

  void add(double x, double y, bool is_shown) {
    if (!std::isfinite(y)) return add_bad(x, is_shown);
    if (!line_.x.empty() && line_.x.back() == x && line_.y.back() == y) return;
    line_.x.push_back(x);
    line_.y.push_back(y);
    previous_ = y;
    if (!is_shown) return;
    line_.low = std::min(line_.low, y);
    line_.high = std::max(line_.high, y);
  }

  void add_bad(double x, bool is_shown) {
    if (is_shown && (line_.bad_x.empty() || line_.bad_x.back() != x)) line_.bad_x.push_back(x);
    if (line_.y.empty() || std::isnan(line_.y.back())) return;
    line_.x.push_back(x);
    line_.y.push_back(kBreak);
  }

  // Both extremes of a pixel column, the one nearer to the line's end first.
  void add_extent(double x, const Column::Extent& extent) {
    if (extent.low <= extent.high) {
      const bool low_first = std::abs(extent.low - previous_) <= std::abs(extent.high - previous_);
      add(x, low_first ? extent.low : extent.high, true);
      add(x, low_first ? extent.high : extent.low, true);
    }
    if (extent.has_not_finite) add_bad(x, true);
  }

  DecimatedLine take() { return std::move(line_); }

 private:
  DecimatedLine line_;
  double previous_ = 0;
};

// Position i of the columns' bounds, moved by at most an eighth of the narrower column beside it to
// where the pyramid of extremes has a group's begin: to take up single values and groups of eight
// at both ends of every pixel column would cost most of the time.
std::size_t snapped(const PixelColumns& columns, std::size_t i) {
  const std::size_t bound = columns.bounds[i];
  if (i == 0 || i == columns.count()) return bound;
  const std::size_t narrower =
      std::min(bound - columns.bounds[i - 1], columns.bounds[i + 1] - bound);
  std::size_t group = 1;
  while (group * Column::kFan * 4 <= narrower) group *= Column::kFan;
  return (bound + group / 2) / group * group;
}

}  // namespace

PixelColumns pixel_columns(const Column& x, const Axis& axis, int width_px) {
  const int width = std::max(1, width_px);
  const AxisMap map(axis, 0.0f, static_cast<float>(width));
  const std::span<const double> values = x.values();
  PixelColumns columns;
  columns.bounds.resize(static_cast<std::size_t>(width) + 1);
  auto from = values.begin();
  for (int i = 0; i <= width; ++i) {
    const double edge = map.data_from_px(static_cast<float>(i));
    // The last edge belongs to the plot: the newest point lies on it while following.
    from = i == width ? std::upper_bound(from, values.end(), std::max(edge, axis.max))
                      : std::lower_bound(from, values.end(), i == 0 ? axis.min : edge);
    columns.bounds[static_cast<std::size_t>(i)] = static_cast<std::size_t>(from - values.begin());
  }
  return columns;
}

DecimatedLine decimate(const Column& x, const Column& y, const PixelColumns& columns) {
  const std::size_t size = std::min(x.size(), y.size());
  LineBuilder builder(2 * columns.count() + 4);
  if (columns.count() == 0 || size == 0) return builder.take();
  const std::size_t begin = std::min(columns.bounds.front(), size);
  const std::size_t end = std::min(columns.bounds.back(), size);
  if (begin > 0) builder.add(x[begin - 1], y[begin - 1], false);
  if (begin < end) builder.add(x[begin], y[begin], true);
  std::size_t next = begin;
  for (std::size_t i = 0; i < columns.count(); ++i) {
    std::size_t first = next;
    const std::size_t last = std::min(snapped(columns, i + 1), size);
    next = last;
    if (first == begin) ++first;  // drawn already
    if (first >= last) continue;
    if (last - first <= 2) {
      for (std::size_t k = first; k < last; ++k) builder.add(x[k], y[k], true);
    } else {
      builder.add_extent(x[first + (last - first) / 2], y.extent(first, last));
    }
  }
  if (end > begin + 1) builder.add(x[end - 1], y[end - 1], true);
  if (end < size) builder.add(x[end], y[end], false);
  return builder.take();
}

}  // namespace netdyno::app
