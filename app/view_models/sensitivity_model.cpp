// SPDX-License-Identifier: MIT
#include "app/view_models/sensitivity_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/chart/axis_map.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr double kLessonDistance = 0.2;  // weight norms

Color curve_color(const SensitivityReport& report, std::size_t curve, const Theme& theme) {
  if (report.curves[curve].model == "network") return theme.series[2];
  return report.curves[curve].preprocess == "none" ? theme.series[1] : theme.series[0];
}

std::size_t nearest_distance(const SensitivityReport& report, double x) {
  const auto nearest = std::ranges::min_element(
      report.distances, {}, [x](double distance) { return std::abs(distance - x); });
  return static_cast<std::size_t>(nearest - report.distances.begin());
}

// Mean of both sides.
double rise_at(const SensitivityReport& report, const SensitivityCurve& curve, double distance) {
  const std::size_t up = nearest_distance(report, distance);
  const std::size_t down = nearest_distance(report, -distance);
  return (curve.mean[up] + curve.mean[down]) / 2 - curve.loss;
}

void fit_losses(Figure& figure) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const LineSeries& line : figure.lines)
    for (std::size_t i = 0; i < line.y.size(); ++i) {
      if (!std::isfinite(line.y[i])) continue;
      low = std::min(low, line.y[i]);
      high = std::max(high, line.y[i]);
    }
  const AxisRange range = fitted(std::min(low, high), high, AxisScale::Linear, 0.05);
  figure.y.min = low >= 0 ? std::max(range.min, 0.0) : range.min;
  figure.y.max = range.max;
}

}  // namespace

std::string curve_label(const SensitivityCurve& curve) {
  if (curve.preprocess == "none") return curve.model + " on the data as it is";
  return curve.model + " on " + curve.preprocess;
}

Figure build_sensitivity(const SensitivityReport& report, const Theme& theme) {
  Figure figure;
  figure.x = {"t, in ‖w‖", AxisScale::Linear, -1, 1};
  figure.y.label = "softmax loss L(w + t d)";
  for (std::size_t i = 0; i < report.curves.size(); ++i) {
    const SensitivityCurve& curve = report.curves[i];
    LineSeries line;
    line.label = curve_label(curve);
    line.color = curve_color(report, i, theme);
    line.style = curve.model == "network" ? LineStyle::Dashed : LineStyle::Solid;
    line.x = report.distances;
    line.y = curve.mean;
    line.low = curve.low;
    line.high = curve.high;
    figure.lines.push_back(std::move(line));
  }
  fit_losses(figure);
  return figure;
}

ReadOut read_sensitivity(const SensitivityReport& report, double x, const Theme& theme) {
  ReadOut read_out;
  if (report.distances.empty()) return read_out;
  const std::size_t at = nearest_distance(report, x);
  read_out.x = report.distances[at];
  read_out.heading = fmt::format("t = {} of the weights' norm", number_text(read_out.x));
  for (std::size_t i = 0; i < report.curves.size(); ++i) {
    const SensitivityCurve& curve = report.curves[i];
    ReadOutRow row;
    row.color = curve_color(report, i, theme);
    row.label = curve_label(curve);
    row.value = fmt::format("{} ({} to {})", number_text(curve.mean[at]),
                            number_text(curve.low[at]), number_text(curve.high[at]));
    row.y = curve.mean[at];
    read_out.rows.push_back(std::move(row));
  }
  return read_out;
}

std::string sensitivity_lesson(const SensitivityReport& report) {
  if (report.curves.size() < 2) return {};
  const double raw = rise_at(report, report.curves[0], kLessonDistance);
  const double centred = rise_at(report, report.curves[1], kLessonDistance);
  if (!std::isfinite(raw) || !std::isfinite(centred)) return "The losses are not finite";
  return fmt::format(
      "Moving the weights of a linear classifier by {} of their norm raises the loss by {} on the "
      "data as it is and by {} on {}. |x|² is {} times its variance: at 1 the data is centred "
      "already",
      number_text(kLessonDistance), number_text(raw), number_text(centred),
      report.curves[1].preprocess, number_text(report.off_centre));
}

}  // namespace netdyno::app
