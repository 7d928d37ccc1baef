// SPDX-License-Identifier: MIT
#include "app/view_models/range_test_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/chart/axis_map.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

// A range for the axis over all values that `value_of` gives.
template <typename ValueOf>
AxisRange range_over(const RangeTestResult& result, AxisScale scale, ValueOf value_of) {
  double low = 1, high = 0;
  for (const RangeTestPoint& point : result.points) {
    const double value = value_of(point);
    if (!std::isfinite(value)) continue;
    low = low > high ? value : std::min(low, value);
    high = std::max(high, value);
  }
  return fitted(low, high, scale, 0.06);
}

std::vector<RangeTestPoint>::const_iterator lowest_of(const RangeTestResult& result) {
  return std::ranges::min_element(result.points, {}, [](const RangeTestPoint& point) {
    return std::isfinite(point.smoothed) ? point.smoothed : HUGE_VAL;
  });
}

// The smoothed loss from the first point to half as much above it as it falls below: the explosion
// at the end would make a flat line of the fall.
AxisRange fall_range(const RangeTestResult& result) {
  RangeTestResult before;
  const auto lowest = lowest_of(result);
  before.points.assign(result.points.begin(), lowest == result.points.end() ? lowest : lowest + 1);
  AxisRange range = range_over(before, AxisScale::Linear,
                               [](const RangeTestPoint& point) { return point.smoothed; });
  range.max += (range.max - range.min) / 2;
  return range;
}

// From where a tenth of the fall is done to a third of the rate of the lowest loss.
void add_good_range(Figure& figure, const RangeTestResult& result, const Theme& theme) {
  const auto lowest = lowest_of(result);
  const double start = result.points.front().smoothed;
  const double first_tenth = start - (start - lowest->smoothed) / 10;
  const auto from = std::find_if(result.points.begin(), lowest, [&](const RangeTestPoint& point) {
    return point.smoothed < first_tenth;
  });
  const double end = lowest->learning_rate / 3;
  if (from == lowest || from->learning_rate >= end) return;
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  LineSeries band;
  band.label = "good range";
  band.color = theme.good.with_alpha(0.7f);
  band.width = 1;
  band.x = {std::min(from->learning_rate, *result.suggestion), end};
  band.y = {kNone, kNone};
  band.low = {figure.y.min, figure.y.min};
  band.high = {figure.y.max, figure.y.max};
  figure.lines.push_back(std::move(band));
}

}  // namespace

Figure build_range_test(const RangeTestResult& result, const Theme& theme) {
  Figure figure;
  figure.x.label = "learning rate η";
  figure.x.scale = AxisScale::Log;
  figure.y.label = "loss";
  LineSeries raw, smoothed;
  raw.label = "loss";
  raw.color = theme.training.with_alpha(0.45f);
  raw.width = 1;
  smoothed.label = "smoothed";
  smoothed.color = theme.training;
  for (const RangeTestPoint& point : result.points) {
    raw.x.push_back(point.learning_rate);
    raw.y.push_back(point.loss);
    smoothed.x.push_back(point.learning_rate);
    smoothed.y.push_back(point.smoothed);
  }
  const AxisRange x = range_over(result, AxisScale::Log,
                                 [](const RangeTestPoint& point) { return point.learning_rate; });
  const AxisRange y = fall_range(result);
  figure.x.min = x.min, figure.x.max = x.max;
  figure.y.min = y.min, figure.y.max = y.max;
  figure.lines = {std::move(raw), std::move(smoothed)};
  if (result.suggestion) add_good_range(figure, result, theme);
  if (result.suggestion)
    figure.markers.push_back({*result.suggestion, "η " + number_text(*result.suggestion),
                              suggestion_text(result), theme.marker});
  return figure;
}

ReadOut read_range_test(const RangeTestResult& result, double learning_rate, const Theme& theme) {
  ReadOut read_out;
  if (result.points.empty() || !(learning_rate > 0)) return read_out;
  const auto nearest = std::ranges::min_element(result.points, {}, [&](const auto& point) {
    return std::abs(std::log(point.learning_rate / learning_rate));
  });
  read_out.x = nearest->learning_rate;
  read_out.heading = "learning rate η " + number_text(nearest->learning_rate);
  ReadOutRow row;
  row.color = theme.training;
  row.label = "loss";
  row.smoothed = number_text(nearest->smoothed);
  row.value = number_text(nearest->loss);
  row.y = nearest->smoothed;
  read_out.rows.push_back(std::move(row));
  return read_out;
}

std::string suggestion_text(const RangeTestResult& result) {
  if (result.suggestion)
    return fmt::format(
        "Suggests η = {}{}, where the smoothed loss falls steeply over log η, at most a tenth of "
        "the rate of its lowest value",
        number_text(*result.suggestion), result.from_start ? " from the initial weights" : "");
  if (result.is_running) return "";
  return result.from_start
             ? "No suggestion: no fall of the loss stands out of its noise, even from the initial "
               "weights"
             : "No suggestion: no fall of the loss stands out of its noise. A trained network has "
               "little left to fall: run it from the initial weights";
}

}  // namespace netdyno::app
