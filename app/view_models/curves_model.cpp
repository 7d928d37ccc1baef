// SPDX-License-Identifier: MIT
#include "app/view_models/curves_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/chart/decimation.h"
#include "app/chart/ticks.h"
#include "app/view_models/curve_lines.h"
#include "app/view_models/knob_text.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr double kPercent = 100;
constexpr float kRawAlpha = 0.35f;
constexpr std::size_t kFewestGaps = 3;    // validations; less is a triangle between two points
constexpr std::size_t kFirstValues = 16;  // records among which the first finite one is looked for
constexpr double kArrowSpacing = 12;      // pixel columns between two arrows of one stretch

History::Metric history_metric(CurveMetric metric) {
  return metric == CurveMetric::Loss ? History::Metric::TrainLoss : History::Metric::TrainAccuracy;
}

double marker_x(const KnobMarker& marker, CurveAxis axis) {
  if (axis == CurveAxis::Step) return static_cast<double>(marker.step);
  return axis == CurveAxis::Epoch ? marker.epoch : marker.seconds;
}

// "0.01 → 0.3" as a label: "η 0.01→0.3". What would fill the plot is told by the read-out.
std::string marker_label(const std::string& symbol, const KnobMarker& marker) {
  constexpr std::size_t kLongest = 28;  // bytes
  const auto head = [](const std::string& text) { return text.substr(0, text.find(',')); };
  std::string label = fmt::format("{} {}→{}", symbol, marker.before, marker.after);
  if (label.size() > kLongest)
    label = fmt::format("{} {}→{}", symbol, head(marker.before), head(marker.after));
  return label.size() > 2 * kLongest ? symbol : label;
}

// `compared_last`: where the longest of the compared runs ends.
AxisRange followed_x(const Column& x, const Column& validation_x, double compared_last,
                     AxisScale scale, std::size_t skipped) {
  double last = std::max(compared_last, x.size() > 0 ? x[x.size() - 1] : 1.0);
  if (validation_x.size() > 0) last = std::max(last, validation_x[validation_x.size() - 1]);
  // A run that is not that long yet is shown whole.
  if (skipped >= x.size()) skipped = 0;
  const double start = skipped > 0 ? x[skipped] : 0.0;
  if (scale == AxisScale::Linear) return usable({start, last > start ? last : start + 1.0}, scale);
  const std::size_t positive = x.position_above(0.0, skipped);
  const double first = positive >= x.size() ? 1.0 : x[positive];
  return usable({first, std::max(last, first * 1.01)}, scale);
}

// A range that changes in steps rather than with every point, so that following does not jitter.
AxisRange rounded_outward(AxisRange range) {
  const double step = nice_step(range.max - range.min, 5) / 2;
  return {std::floor(range.min / step) * step, std::ceil(range.max / step) * step};
}

class FigureBuilder {
 public:
  FigureBuilder(const History& history, const CurveData& data, const ComparedCurves& compared,
                const CurveOptions& options, int width_px, const Theme& theme)
      : history_(history),
        data_(data),
        compared_(compared),
        options_(options),
        width_px_(width_px),
        theme_(theme) {}

  Figure build(CurveMetric metric, const Axis& x_axis, const PixelColumns& columns,
               const PixelColumns& validation_columns, const std::optional<AxisRange>& y_window) {
    const bool is_loss = metric == CurveMetric::Loss;
    Figure figure;
    figure.title = is_loss ? "Loss" : "Accuracy";
    figure.x = x_axis;
    figure.y.label = is_loss ? "loss" : "accuracy (%)";
    figure.y.scale = is_loss && options_.log_y ? AxisScale::Log : AxisScale::Linear;
    if (figure.y.scale == AxisScale::Log) figure.dropped = data_.losses_not_positive();

    CurveExtremes extremes(options_.ignores_outliers, first_value(metric));
    // Below the running one's.
    compared_.add_lines(figure, metric, options_, width_px_, extremes, theme_);
    add_training(figure, metric, columns, extremes);
    add_validation(figure, metric, validation_columns, extremes);
    add_gap(figure, metric);
    add_markers(figure, is_loss);
    AxisRange y = y_window ? *y_window : extremes.range(figure.y.scale);
    if (!y_window && extremes.is_clipped()) add_clipped(figure, metric, columns, y.max);
    if (!y_window && figure.y.scale == AxisScale::Linear) {
      y = rounded_outward(y);
      y.min = std::max(y.min, 0.0);  // neither metric is ever negative
      if (!is_loss) y.max = std::min(y.max, kPercent);
    }
    figure.y.min = y.min;
    figure.y.max = y.max;
    return figure;
  }

 private:
  // In the figure's unit; NaN where there is none.
  double first_value(CurveMetric metric) const {
    const Column& values = history_.column(history_metric(metric));
    for (std::size_t i = 0; i < std::min<std::size_t>(values.size(), kFirstValues); ++i)
      if (std::isfinite(values[i])) return values[i] * curve_unit(metric);
    return kNotMeasured;
  }

  // An arrow for each stretch that leaves the plot; the highest says how far and when.
  void add_clipped(Figure& figure, CurveMetric metric, const PixelColumns& columns, double top) {
    const Column& x = x_column(history_, options_.x_axis);
    const Column& y = history_.column(history_metric(metric));
    std::size_t highest = 0;
    double last_px = -kArrowSpacing;
    for (std::size_t i = 0; i < columns.count(); ++i) {
      const std::size_t begin = columns.bounds[i], end = columns.bounds[i + 1];
      if (begin >= end || !(y.extent(begin, end).high * curve_unit(metric) > top)) continue;
      const std::size_t at = position_of_largest(y, begin, end);
      const bool is_higher = figure.clipped.empty() || y[at] > y[highest];
      const bool is_near = static_cast<double>(i) - last_px < kArrowSpacing;
      if (!is_near) figure.clipped.push_back({x[at], {}, theme_.error});
      last_px = static_cast<double>(i);
      if (!is_higher) continue;
      highest = at;
      for (ClippedMarker& each : figure.clipped) each.label.clear();
      figure.clipped.back() = {
          x[at],
          fmt::format("{} at step {}", number_text(y[at], 2), count_text(history_.record(at).step)),
          theme_.error};
    }
  }

  void add_training(Figure& figure, CurveMetric metric, const PixelColumns& columns,
                    CurveExtremes& extremes) {
    const Column& x = x_column(history_, options_.x_axis);
    if (x.size() == 0) return;
    const bool is_smoothed = options_.smoothing > 0;
    DecimatedLine raw = in_figure_unit(
        decimate(x, history_.column(history_metric(metric)), columns), metric, figure.y.scale);
    extremes.add(raw);
    for (const double bad : raw.bad_x) figure.bad_values.push_back({bad, theme_.error});
    LineSeries line;
    line.label = is_smoothed ? "" : "training";
    line.key = "training";
    line.color = is_smoothed ? theme_.training.with_alpha(kRawAlpha) : theme_.training;
    line.width = is_smoothed ? 1 : theme_.line_px / theme_.scale;
    line.x = std::move(raw.x);
    line.y = std::move(raw.y);
    figure.lines.push_back(std::move(line));
    if (!is_smoothed) return;
    DecimatedLine smooth = in_figure_unit(
        decimate(x, data_.smoothed(metric).values(), columns, data_.smoothed(metric).stride()),
        metric, figure.y.scale);
    LineSeries average;
    average.label = average.key = "training";
    average.color = theme_.training;
    average.width = theme_.line_px / theme_.scale;
    average.x = std::move(smooth.x);
    average.y = std::move(smooth.y);
    figure.lines.push_back(std::move(average));
  }

  void add_validation(Figure& figure, CurveMetric metric, const PixelColumns& columns,
                      CurveExtremes& extremes) {
    const Column& x = validation_x(history_, options_.x_axis);
    if (x.size() == 0) return;
    DecimatedLine points = in_figure_unit(decimate(x, validation_column(history_, metric), columns),
                                          metric, figure.y.scale);
    extremes.add(points);
    for (const double bad : points.bad_x) figure.bad_values.push_back({bad, theme_.error});
    LineSeries line;
    line.label = line.key = "validation";
    line.color = theme_.validation;
    line.style = LineStyle::Dashed;
    line.width = theme_.line_px / theme_.scale;
    line.has_points = points.x.size() <= 100;
    line.x = std::move(points.x);
    line.y = std::move(points.y);
    figure.lines.push_back(std::move(line));
  }

  // Shaded between the smoothed training curve and validation, where validation was measured.
  void add_gap(Figure& figure, CurveMetric metric) {
    const Column& steps = history_.validations().column(Validations::Field::Step);
    const Column& others = validation_column(history_, metric);
    const SmoothedColumn& smoothed = data_.smoothed(metric);
    if (options_.smoothing <= 0 || steps.size() < kFewestGaps) return;
    const Column& x = validation_x(history_, options_.x_axis);
    LineSeries gap;
    gap.label = gap.key = "gap";
    gap.hidden_with = {"training", "validation"};
    gap.color = theme_.validation.with_alpha(0.5f);
    const std::size_t first = x.position_from(figure.x.min), end = x.position_above(figure.x.max);
    // No more than are seen beside each other; one more on either side.
    const std::size_t stride =
        std::max<std::size_t>(1, (end - first) / static_cast<std::size_t>(std::max(width_px_, 1)));
    for (std::size_t i = first > stride ? first - stride : 0; i < std::min(end + stride, x.size());
         i += stride) {
      const Column& recorded = history_.column(History::Metric::Step);
      const std::size_t at = smoothed.stride() == 1
                                 ? recorded.position_from(steps[i])
                                 : recorded.group_from(steps[i], 0, Column::kFan);
      const double training = smoothed.at(at);
      const double other = others[i];
      const bool is_shown = std::isfinite(training) && std::isfinite(other) &&
                            (figure.y.scale == AxisScale::Linear || std::min(training, other) > 0);
      gap.x.push_back(x[i]);
      gap.y.push_back(kNotMeasured);
      gap.low.push_back(is_shown ? curve_unit(metric) * std::min(training, other) : kNotMeasured);
      gap.high.push_back(is_shown ? curve_unit(metric) * std::max(training, other) : kNotMeasured);
    }
    figure.lines.push_back(std::move(gap));
  }

  // Named in the upper figure only; the read-out names them in both.
  void add_markers(Figure& figure, bool has_labels) {
    for (const KnobMarker& marker : history_.markers()) {
      const std::string symbol = has_labels ? knob_symbol(marker.knob) : std::string();
      figure.markers.push_back({marker_x(marker, options_.x_axis),
                                has_labels ? marker_label(symbol, marker) : std::string(),
                                fmt::format("{} {} → {}", marker.knob, marker.before, marker.after),
                                theme_.marker, symbol});
    }
  }

  const History& history_;
  const CurveData& data_;
  const ComparedCurves& compared_;
  const CurveOptions& options_;
  int width_px_;
  const Theme& theme_;
};

}  // namespace

void CurveData::update(const History& history, const CurveOptions& options) {
  const Column& losses = history.column(History::Metric::TrainLoss);
  const auto update = [&](SmoothedColumn& smoothed, CurveMetric metric) {
    const Column& values = history.column(history_metric(metric));
    if (options.matches_x)
      smoothed.update(values, options.smoothing, x_column(history, options.x_axis),
                      options.domain(metric));
    else
      smoothed.update(values, options.smoothing, options.domain(metric));
  };
  update(loss_, CurveMetric::Loss);
  update(accuracy_, CurveMetric::Accuracy);
  if (losses.size() < counted_) counted_ = 0;
  if (counted_ == 0) losses_not_positive_ = 0;
  count_not_positive(losses);
}

// One by one only where a group has some; where a block has none, its groups are not looked at.
void CurveData::count_not_positive(const Column& losses) {
  while (counted_ < losses.size()) {
    const std::size_t next = counted_ + Column::kBlockRows;
    if (counted_ % Column::kBlockRows == 0 && next <= losses.size() &&
        losses.extent(counted_, next).low > 0) {
      counted_ = next;
      continue;
    }
    if (counted_ % Column::kBlockRows == 0 && counted_ > 0)
      losses.release(counted_ / Column::kBlockRows - 1);
    const std::size_t end = std::min(losses.size(), (counted_ / Column::kFan + 1) * Column::kFan);
    const bool is_whole = end - counted_ == Column::kFan;
    if (!is_whole || !(losses.extent(counted_, end).low > 0))
      for (std::size_t i = counted_; i < end; ++i)
        if (losses[i] <= 0) ++losses_not_positive_;
    counted_ = end;
  }
}

const SmoothedColumn& CurveData::smoothed(CurveMetric metric) const {
  return metric == CurveMetric::Loss ? loss_ : accuracy_;
}

const Column& x_column(const History& history, CurveAxis axis) {
  if (axis == CurveAxis::Step) return history.column(History::Metric::Step);
  return history.column(axis == CurveAxis::Epoch ? History::Metric::Epoch
                                                 : History::Metric::Seconds);
}

const Column& validation_x(const History& history, CurveAxis axis) {
  using Field = Validations::Field;
  const Field field = axis == CurveAxis::Step    ? Field::Step
                      : axis == CurveAxis::Epoch ? Field::Epoch
                                                 : Field::Seconds;
  return history.validations().column(field);
}

const Column& validation_column(const History& history, CurveMetric metric) {
  return history.validations().column(metric == CurveMetric::Loss ? Validations::Field::Loss
                                                                  : Validations::Field::Accuracy);
}

const char* axis_name(CurveAxis axis) {
  if (axis == CurveAxis::Step) return "step";
  return axis == CurveAxis::Epoch ? "epoch" : "time (s)";
}

CurvesModel build_curves(const History& history, const CurveData& data, const CurveOptions& options,
                         const CurveWindow& window, int width_px, const Theme& theme,
                         const ComparedCurves& compared) {
  const Column& x = x_column(history, options.x_axis);
  const Column& validated_x = validation_x(history, options.x_axis);
  Axis axis;
  axis.label = axis_name(options.x_axis);
  axis.scale = options.log_x ? AxisScale::Log : AxisScale::Linear;
  const AxisRange range =
      window.x ? usable(*window.x, axis.scale)
               : followed_x(x, validated_x,
                            compared.last(options.x_axis, x.size() > 0 ? x[x.size() - 1] : 0.0),
                            axis.scale, options.skipped);
  axis.min = range.min;
  axis.max = range.max;
  const PixelColumns columns = pixel_columns(x, axis, width_px);
  const PixelColumns validation_columns = pixel_columns(validated_x, axis, width_px);
  FigureBuilder builder(history, data, compared, options, width_px, theme);
  return {builder.build(CurveMetric::Loss, axis, columns, validation_columns, window.loss),
          builder.build(CurveMetric::Accuracy, axis, columns, validation_columns, window.accuracy)};
}

std::optional<double> accuracy_gap(const History& history, const CurveData& data) {
  const Validations validations = history.validations();
  if (validations.empty() || history.empty()) return std::nullopt;
  const ValidationRecord last = validations.back();
  const std::size_t i = std::min(history.position_of_step(last.step), history.size() - 1);
  const double gap = data.smoothed(CurveMetric::Accuracy).at(i) - last.accuracy;
  return std::isfinite(gap) ? std::optional(gap) : std::nullopt;
}

}  // namespace netdyno::app
