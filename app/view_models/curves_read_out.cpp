// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/view_models/curve_lines.h"
#include "app/view_models/curves_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr std::size_t kMaxNotes = 5;

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

void add_own_rows(ReadOut& read_out, const History& history, const CurveData& data,
                  const CurveOptions& options, CurveMetric metric, double x, const Theme& theme) {
  const Column& column = x_column(history, options.x_axis);
  const std::size_t i = nearest_position(column, x);
  const StepRecord record = history.record(i);
  read_out.x = column[i];
  read_out.heading =
      fmt::format("step {} · epoch {:.2f} · {} · η {}", count_text(record.step), record.epoch,
                  duration_text(record.seconds), number_text(record.learning_rate));
  const double value = metric == CurveMetric::Loss ? record.train_loss : record.train_accuracy;
  const double smoothed = data.smoothed(metric).at(i);
  const bool is_smoothed = options.smoothing > 0 && i < data.smoothed(metric).covered();
  read_out.rows.push_back(
      {theme.training, "training", is_smoothed ? curve_text(metric, smoothed) : std::string(),
       curve_text(metric, value), curve_unit(metric) * (is_smoothed ? smoothed : value)});
  if (const auto last = history.validations().last_until(record.step)) {
    const double measured = metric == CurveMetric::Loss ? last->loss : last->accuracy;
    read_out.rows.push_back({theme.validation,
                             fmt::format("validation, step {}", count_text(last->step)), "",
                             curve_text(metric, measured), curve_unit(metric) * measured});
  }
}

}  // namespace

ReadOut read_curves(const History& history, const CurveData& data, const CurveOptions& options,
                    CurveMetric metric, double x, double radius, const Theme& theme,
                    const ComparedCurves& compared) {
  ReadOut read_out;
  read_out.x = x;
  if (!history.empty()) add_own_rows(read_out, history, data, options, metric, x, theme);
  compared.add_rows(read_out, metric, options, theme);
  add_notes(read_out, history, options.x_axis, x, radius);
  return read_out;
}

}  // namespace netdyno::app
