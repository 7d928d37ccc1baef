// SPDX-License-Identifier: MIT
//
// To add a metric: a row of the table below.
#include "app/view_models/trend_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/chart/decimation.h"
#include "app/view_models/curve_lines.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
constexpr double kWorthSaying =
    50;  // a start missed of a smaller share than one in this goes unsaid
constexpr double kUsualLow = 1e-3, kUsualHigh = 1e-2;  // of ‖Δw‖/‖w‖

// One curve of the figure.
struct Curve {
  std::string label;
  const Column* x;
  const Column* y;
};

const Column& x_of(const LayerTrendSet& trends, CurveAxis axis) {
  if (axis == CurveAxis::Step) return trends.step;
  return axis == CurveAxis::Epoch ? trends.epoch : trends.seconds;
}

std::vector<Curve> curves_of(const TrendRow& row, const History& history, const LayerTrends& trends,
                             CurveAxis axis) {
  std::vector<Curve> curves;
  if (row.metric) {
    curves.push_back({row.name, &x_column(history, axis), &history.column(*row.metric)});
    return curves;
  }
  const LayerTrendSet& set = trends.trends(row.size);
  for (const LayerTrend& layer : set.layers)
    curves.push_back({layer.label, &x_of(set, axis), &layer.value});
  return curves;
}

Color color_of(std::size_t curve, const Theme& theme) {
  // Behind the two of training and validation, which stand in the chart above.
  constexpr std::size_t kOwnCurves = 2;
  return theme.series[(curve + kOwnCurves) % theme.series.size()];
}

// What a log axis cannot show is left out and counted.
void drop_not_positive(DecimatedLine& line, Figure& figure) {
  for (double& y : line.y)
    if (y <= 0) {
      y = kGap;
      ++figure.dropped;
    }
}

// A line does not run on over what was not measured.
void break_at(DecimatedLine& line, double from) {
  const auto after = std::ranges::lower_bound(line.x, from);
  if (after == line.x.begin() || after == line.x.end()) return;
  line.y.insert(line.y.begin() + (after - line.x.begin()), kGap);
  line.x.insert(after, from);
}

void add_usual_band(Figure& figure, const Theme& theme) {
  LineSeries band;
  band.label = "usual range";
  band.color = theme.good.with_alpha(0.7f);
  band.width = 1;
  band.x = {figure.x.min, figure.x.max};
  band.y = {kGap, kGap};
  band.low = {kUsualLow, kUsualLow};
  band.high = {kUsualHigh, kUsualHigh};
  figure.lines.push_back(std::move(band));
}

}  // namespace

std::span<const TrendRow> trend_rows() {
  static const std::vector<TrendRow> rows = {
      {.name = "learning rate",
       .doc = "η of every step, schedule included: θ ← θ − η g",
       .axis = "learning rate η",
       .is_log = true,
       .metric = History::Metric::LearningRate},
      {.name = "penalty",
       .doc = "λ₂/2 Σ w² + λ₁ Σ |w| before each step, which is added to the loss",
       .axis = "penalty",
       .metric = History::Metric::Penalty},
      {.name = "speed",
       .doc = "Images trained per second of wall time, mean over about a second",
       .axis = "images/s",
       .metric = History::Metric::ImagesPerSecond},
      {.name = "gradient size",
       .doc = "‖∂L/∂w‖ of each weight tensor, measured many times a second",
       .axis = "gradient size ‖∂L/∂w‖",
       .is_log = true,
       .metric = {},
       .size = LayerSize::Gradient},
      {.name = "update/weight ratio",
       .doc = "‖Δw‖/‖w‖ of each weight tensor in a step. About 0.001 to 0.01 is usual: far more "
              "and training is unstable, far less and it is slow",
       .axis = "update ratio ‖Δw‖/‖w‖",
       .is_log = true,
       .metric = {},
       .size = LayerSize::Update},
      {.name = "weight size",
       .doc = "‖w‖ of each weight tensor, measured many times a second",
       .axis = "weight size ‖w‖",
       .metric = {},
       .size = LayerSize::Weight},
  };
  return rows;
}

Figure build_trend(const TrendRow& row, const History& history, const LayerTrends& trends,
                   const CurveOptions& options, const Axis& x,
                   const std::optional<AxisRange>& y_window, int width_px, const Theme& theme) {
  Figure figure;
  figure.title = row.name;
  figure.x = x;
  figure.y.label = row.axis;
  figure.y.scale = row.is_log ? AxisScale::Log : AxisScale::Linear;
  if (!row.metric && row.size == LayerSize::Update) add_usual_band(figure, theme);
  double low = std::numeric_limits<double>::infinity(), high = -low;
  const std::vector<Curve> curves = curves_of(row, history, trends, options.x_axis);
  // All curves of a metric were measured at the same steps.
  const PixelColumns columns =
      curves.empty() ? PixelColumns() : pixel_columns(*curves[0].x, figure.x, width_px);
  for (std::size_t i = 0; i < curves.size(); ++i) {
    DecimatedLine line = decimate(*curves[i].x, *curves[i].y, columns);
    for (const double bad : line.bad_x) figure.bad_values.push_back({bad, theme.error});
    if (row.is_log) drop_not_positive(line, figure);
    if (!row.metric)
      for (const std::size_t gap : trends.trends(row.size).gaps)
        break_at(line, (*curves[i].x)[gap]);
    for (const double y : line.y)
      if (std::isfinite(y)) low = std::min(low, y), high = std::max(high, y);
    LineSeries series;
    series.label = curves[i].label;
    series.color = color_of(i, theme);
    // More curves than colours: the second round is dashed.
    series.style = (i / theme.series.size()) % 2 == 0 ? LineStyle::Solid : LineStyle::Dashed;
    series.width = theme.line_px / theme.scale;
    series.x = std::move(line.x);
    series.y = std::move(line.y);
    figure.lines.push_back(std::move(series));
  }
  const AxisRange range = y_window ? *y_window : fitted(low, high, figure.y.scale);
  figure.y.min = range.min;
  figure.y.max = range.max;
  return figure;
}

std::string trend_note(const TrendRow& row, const History& history, const LayerTrends& trends) {
  if (row.metric || history.empty()) return {};
  const Column& steps = trends.trends(row.size).step;
  if (steps.size() == 0) return "measured from now on";
  const double missed = steps[0] - history.column(History::Metric::Step)[0];
  if (missed * kWorthSaying < static_cast<double>(history.size())) return {};
  return fmt::format("recorded since step {}", count_text(static_cast<std::int64_t>(steps[0])));
}

ReadOut read_trend(const TrendRow& row, const History& history, const LayerTrends& trends,
                   const CurveOptions& options, double x, const Theme& theme) {
  ReadOut read_out;
  const std::vector<Curve> curves = curves_of(row, history, trends, options.x_axis);
  for (std::size_t i = 0; i < curves.size(); ++i) {
    if (curves[i].x->size() == 0) continue;
    const std::size_t at = nearest_position(*curves[i].x, x);
    read_out.x = (*curves[i].x)[at];
    const double value = (*curves[i].y)[at];
    read_out.rows.push_back(
        {color_of(i, theme), curves[i].label, "", number_text(value, 4), value});
  }
  if (!read_out.rows.empty())
    read_out.heading =
        options.x_axis == CurveAxis::Step
            ? fmt::format("step {}", count_text(static_cast<std::int64_t>(read_out.x)))
            : fmt::format("{} {}", axis_name(options.x_axis), number_text(read_out.x, 4));
  return read_out;
}

}  // namespace netdyno::app
