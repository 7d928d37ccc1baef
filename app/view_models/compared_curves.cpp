// SPDX-License-Identifier: MIT
#include "app/view_models/compared_curves.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr std::size_t kLongestName = 24;  // bytes in a legend
constexpr std::size_t kMostDots = 100;    // more would hide the line

const RunCurve& training_of(const ComparedRun& run, CurveMetric metric) {
  return metric == CurveMetric::Loss ? run.curves.train_loss : run.curves.train_accuracy;
}

const RunCurve& validation_of(const ComparedRun& run, CurveMetric metric) {
  return metric == CurveMetric::Loss ? run.curves.validation_loss : run.curves.validation_accuracy;
}

const Column& x_of(const RunCurve& curve, CurveAxis axis) {
  if (axis == CurveAxis::Step) return curve.step;
  return axis == CurveAxis::Epoch ? curve.epoch : curve.seconds;
}

bool is_shown(const RunCurve& curve, CurveAxis axis) {
  return curve.value.size() > 0 && x_of(curve, axis).size() == curve.value.size();
}

// The end tells names apart: "…fashion-3".
std::string legend_name(const std::string& name) {
  if (name.size() <= kLongestName) return name;
  std::size_t from = name.size() - kLongestName;
  const auto is_inside_letter = [&] { return (static_cast<unsigned char>(name[from]) >> 6) == 2; };
  while (from < name.size() && is_inside_letter()) ++from;
  return "…" + name.substr(from);
}

}  // namespace

void ComparedCurves::update(ComparedRunSpan runs, const CurveOptions& options) {
  const double smoothing = options.smoothing;
  const SmoothedDomain domain = options.domain(CurveMetric::Loss);
  const auto is_same = [](const Entry& entry, const auto& run) { return entry.run == run; };
  if (smoothing == smoothing_ && domain == domain_ && std::ranges::equal(entries_, runs, is_same))
    return;
  smoothing_ = smoothing;
  domain_ = domain;
  entries_.clear();
  for (const auto& run : runs) {
    Entry& entry = entries_.emplace_back();
    entry.run = run;
    entry.loss.update(run->curves.train_loss.value, smoothing, domain);
    entry.accuracy.update(run->curves.train_accuracy.value, smoothing);
  }
}

double ComparedCurves::last(CurveAxis axis, double own_last) const {
  constexpr double kAhead = 8;
  const double limit = own_last > 0 ? kAhead * own_last : std::numeric_limits<double>::infinity();
  double last = 0;
  for (const Entry& entry : entries_)
    for (const CurveMetric metric : {CurveMetric::Loss, CurveMetric::Accuracy})
      for (const RunCurve* curve :
           {&training_of(*entry.run, metric), &validation_of(*entry.run, metric)})
        if (is_shown(*curve, axis))
          last = std::max(
              last,
              std::min(x_of(*curve, axis)[curve->value.size() - 1],
                       entry.run->is_previous ? limit : std::numeric_limits<double>::infinity()));
  return last;
}

void ComparedCurves::add_lines(Figure& figure, CurveMetric metric, const CurveOptions& options,
                               int width_px, CurveExtremes& extremes, const Theme& theme) const {
  for (const Entry& entry : entries_) {
    bool is_named = false;
    const auto add = [&](const RunCurve& curve, const Column& y, std::size_t stride,
                         LineStyle style) {
      if (!is_shown(curve, options.x_axis)) return;
      const Column& x = x_of(curve, options.x_axis);
      DecimatedLine points = in_figure_unit(
          decimate(x, y, pixel_columns(x, figure.x, width_px), stride), metric, figure.y.scale);
      extremes.add(points);
      LineSeries line;
      line.key = entry.run->folder.string();
      if (!std::exchange(is_named, true)) line.label = legend_name(entry.run->name);
      line.color = compared_color(*entry.run, theme);
      line.style = style;
      line.is_background = true;
      line.width = theme.line_px / theme.scale;
      line.has_points = style == LineStyle::Dashed && points.x.size() <= kMostDots;
      line.x = std::move(points.x);
      line.y = std::move(points.y);
      figure.lines.push_back(std::move(line));
    };
    const SmoothedColumn& smoothed = metric == CurveMetric::Loss ? entry.loss : entry.accuracy;
    const RunCurve& training = training_of(*entry.run, metric);
    const RunCurve& validation = validation_of(*entry.run, metric);
    if (options.smoothing > 0)
      add(training, smoothed.values(), smoothed.stride(), LineStyle::Solid);
    else
      add(training, training.value, 1, LineStyle::Solid);
    add(validation, validation.value, 1, LineStyle::Dashed);
  }
}

void ComparedCurves::add_rows(ReadOut& read_out, CurveMetric metric, const CurveOptions& options,
                              const Theme& theme) const {
  for (const Entry& entry : entries_) {
    const Color color = compared_color(*entry.run, theme);
    const auto add = [&](const RunCurve& curve, const SmoothedColumn* smoothed,
                         const std::string& what) {
      if (!is_shown(curve, options.x_axis)) return;
      const std::size_t i = nearest_position(x_of(curve, options.x_axis), read_out.x);
      const double value = curve.value[i], shown = smoothed ? smoothed->at(i) : value;
      const auto step = static_cast<std::int64_t>(curve.step[i]);
      read_out.rows.push_back(
          {color,
           fmt::format("{}{}, step {}", legend_name(entry.run->name), what, count_text(step)),
           smoothed ? curve_text(metric, shown) : std::string(), curve_text(metric, value),
           shown * curve_unit(metric)});
    };
    const SmoothedColumn& smoothed = metric == CurveMetric::Loss ? entry.loss : entry.accuracy;
    add(training_of(*entry.run, metric), options.smoothing > 0 ? &smoothed : nullptr, "");
    add(validation_of(*entry.run, metric), nullptr, " validation");
  }
}

}  // namespace netdyno::app
