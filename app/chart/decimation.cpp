// SPDX-License-Identifier: MIT
#include "app/chart/decimation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "app/chart/axis_map.h"

namespace netdyno::app {

namespace {

// So many groups to a pixel column that it is enough to know in which one it begins.
constexpr std::size_t kManyGroups = 8;
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
    push(x, y);
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
  void add_extent(double x, const Extent& extent) {
    if (extent.low <= extent.high) {
      const bool low_first = std::abs(extent.low - previous_) <= std::abs(extent.high - previous_);
      push(x, low_first ? extent.low : extent.high);
      if (extent.low < extent.high) push(x, low_first ? extent.high : extent.low);
      line_.low = std::min(line_.low, extent.low);
      line_.high = std::max(line_.high, extent.high);
    }
    if (extent.has_not_finite()) add_bad(x, true);
  }

  DecimatedLine take() { return std::move(line_); }

 private:
  void push(double x, double y) {
    line_.x.push_back(x);
    line_.y.push_back(y);
    previous_ = y;
  }

  DecimatedLine line_;
  double previous_ = 0;
};

// The largest group that is no longer than so many values.
std::size_t group_within(std::size_t values) {
  if (values < Column::kFan) return 1;
  return values < Column::kGreat ? Column::kFan : Column::kGreat;
}

// Moves the inner bounds to multiples of the largest group that is no longer than the narrower
// column beside them.
void snap(std::vector<std::size_t>& bounds) {
  std::size_t before = bounds.front();  // unmoved
  for (std::size_t i = 1; i + 1 < bounds.size(); ++i) {
    const std::size_t bound = bounds[i];
    const std::size_t narrower = std::min(bound - before, bounds[i + 1] - bound);
    const std::size_t group = group_within(narrower);
    bounds[i] = (bound + group / 2) / group * group;
    before = bound;
  }
}

// x in the middle of values [first, last). Of many it is the smallest of the group there, so that
// values that lie in files are not looked at.
double middle_of(const Column& x, std::size_t first, std::size_t last) {
  const std::size_t middle = first + (last - first) / 2;
  const std::size_t size = group_within((last - first) / 2);
  const std::size_t group = middle / size * size;
  if (size == 1 || group + size > x.size()) return x[middle];
  return x.extent(group, group + size).low;
}

// Where the pixel column begins that `edge` lies in, after one of `length` values; of many to the
// group, for bounds are moved to one.
std::size_t bound_from(const Column& x, double edge, std::size_t from, std::size_t length) {
  const std::size_t group = group_within(length / kManyGroups);
  return group == 1 ? x.position_from(edge, from) : x.group_from(edge, from, group);
}

}  // namespace

PixelColumns pixel_columns(const Column& x, const Axis& axis, int width_px) {
  const int width = std::max(1, width_px);
  const AxisMap map(axis, 0.0f, static_cast<float>(width));
  PixelColumns columns;
  columns.bounds.resize(static_cast<std::size_t>(width) + 1);
  std::size_t from = x.position_from(axis.min), length = 0;
  for (int i = 0; i < width; ++i) {
    if (i > 0) {
      const double edge = map.data_from_px(static_cast<float>(i));
      const std::size_t next = bound_from(x, edge, from, length);
      length = next - std::exchange(from, next);
    }
    columns.bounds[static_cast<std::size_t>(i)] = from;
  }
  // The last edge belongs to the plot: the newest point lies on it while following.
  const double last_edge = std::max(map.data_from_px(static_cast<float>(width)), axis.max);
  columns.bounds.back() = x.position_above(last_edge, from);
  snap(columns.bounds);
  columns.middles.resize(static_cast<std::size_t>(width));
  for (std::size_t i = 0; i < columns.count(); ++i)
    if (const std::size_t first = columns.bounds[i], last = columns.bounds[i + 1]; first < last)
      columns.middles[i] = middle_of(x, first, last);
  return columns;
}

DecimatedLine decimate(const Column& x, const Column& y, const PixelColumns& columns,
                       std::size_t stride) {
  const std::size_t size = std::min((x.size() + stride - 1) / stride, y.size());
  const auto x_at = [&](std::size_t i) {
    return x[std::min(i * stride + stride / 2, x.size() - 1)];
  };
  const auto bound = [&](std::size_t i) { return std::min(columns.bounds[i] / stride, size); };
  LineBuilder builder(2 * columns.count() + 4);
  if (columns.count() == 0 || size == 0) return builder.take();
  const std::size_t begin = bound(0), end = bound(columns.count());
  if (begin > 0) builder.add(x_at(begin - 1), y[begin - 1], false);
  if (begin < end) builder.add(x_at(begin), y[begin], true);
  std::size_t next = begin;
  for (std::size_t i = 0; i < columns.count(); ++i) {
    std::size_t first = next;
    const std::size_t last = bound(i + 1);
    next = last;
    if (first == begin) ++first;  // drawn already
    if (first >= last) continue;
    if (last - first <= 2) {
      for (std::size_t k = first; k < last; ++k) builder.add(x_at(k), y[k], true);
    } else {
      const bool is_whole = last * stride == columns.bounds[i + 1];  // y may end before x
      const double middle = is_whole ? columns.middles[i] : x_at(first + (last - first) / 2);
      builder.add_extent(middle, y.extent(first, last));
    }
  }
  if (end > begin + 1) builder.add(x_at(end - 1), y[end - 1], true);
  if (end < size) builder.add(x_at(end), y[end], false);
  return builder.take();
}

}  // namespace netdyno::app
