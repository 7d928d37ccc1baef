// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/view_models/curves_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr std::size_t kMaxNotes = 5;

// Position in a monotone column of the value nearest to x.
std::size_t nearest(const Column& column, double x) {
  const std::span<const double> values = column.values();
  const auto after = std::lower_bound(values.begin(), values.end(), x);
  if (after == values.begin()) return 0;
  if (after == values.end()) return values.size() - 1;
  const bool before_is_nearer = x - *(after - 1) < *after - x;
  return static_cast<std::size_t>(after - values.begin()) - (before_is_nearer ? 1 : 0);
}

std::string metric_text(CurveMetric metric, double value) {
  return metric == CurveMetric::Loss ? number_text(value, 4) : percent_text(value);
}

double metric_y(CurveMetric metric, double value) {
  return metric == CurveMetric::Loss ? value : value * 100;
}

void add_notes(ReadOut& read_out, const History& history, CurveAxis axis, double x, double radius) {
  std::size_t found = 0;
  for (const KnobMarker& marker : history.markers()) {
    const double at = axis == CurveAxis::Step    ? static_cast<double>(marker.step)
                      : axis == CurveAxis::Epoch ? marker.epoch
                                                 : marker.seconds;
    if (std::abs(at - x) > radius) continue;
    if (++found <= kMaxNotes)
      read_out.notes.push_back(fmt::format("{} {} → {} after step {}", marker.knob, marker.before,
                                           marker.after, count_text(marker.step)));
  }
  if (found > kMaxNotes) read_out.notes.push_back(fmt::format("{} more", found - kMaxNotes));
}

}  // namespace

ReadOut read_curves(const History& history, const CurveData& data, const CurveOptions& options,
                    CurveMetric metric, double x, double radius, const Theme& theme) {
  ReadOut read_out;
  if (history.empty()) return read_out;
  const Column& column = x_column(history, options.x_axis);
  const std::size_t i = nearest(column, x);
  const StepRecord record = history.record(i);
  read_out.x = column[i];
  read_out.heading =
      fmt::format("step {} · epoch {:.2f} · {} · η {}", count_text(record.step), record.epoch,
                  duration_text(record.seconds), number_text(record.learning_rate));
  const double value = metric == CurveMetric::Loss ? record.train_loss : record.train_accuracy;
  const Column& smoothed = data.smoothed(metric);
  const bool is_smoothed = options.smoothing > 0 && i < smoothed.size();
  read_out.rows.push_back(
      {theme.training, "training", is_smoothed ? metric_text(metric, smoothed[i]) : std::string(),
       metric_text(metric, value), metric_y(metric, is_smoothed ? smoothed[i] : value)});
  const auto& validations = history.validations();
  const auto after =
      std::ranges::upper_bound(validations, record.step, {}, &ValidationRecord::step);
  if (after != validations.begin()) {
    const ValidationRecord& last = *(after - 1);
    const double measured = metric == CurveMetric::Loss ? last.loss : last.accuracy;
    read_out.rows.push_back({theme.validation,
                             fmt::format("validation, step {}", count_text(last.step)), "",
                             metric_text(metric, measured), metric_y(metric, measured)});
  }
  add_notes(read_out, history, options.x_axis, x, radius);
  return read_out;
}

}  // namespace netdyno::app
