// SPDX-License-Identifier: MIT
#include "app/view_models/schedule_model.h"

#include <algorithm>
#include <cmath>

#include "app/chart/axis_map.h"
#include "engine/core/registry.h"

namespace netdyno::app {

namespace {

constexpr int kPoints = 240;           // of the curve ahead
constexpr double kLowestShare = 1e-4;  // of the highest rate: the bottom of a log axis

void append(LineSeries& line, double x, double y) {
  line.x.push_back(x);
  line.y.push_back(y);
}

LineSeries series(std::string label, const Color& color) {
  LineSeries line;
  line.label = std::move(label);
  line.color = color;
  return line;
}

// What was, at no more places than can be seen.
LineSeries past(const History& history, const Theme& theme) {
  LineSeries line = series("so far", theme.text_muted);
  const Column& epochs = history.column(History::Metric::Epoch);
  const Column& rates = history.column(History::Metric::LearningRate);
  const std::size_t stride = std::max<std::size_t>(1, history.size() / kPoints);
  for (std::size_t i = 0; i < history.size(); i += stride) append(line, epochs[i], rates[i]);
  return line;
}

// Relative to the factor now, so that what the schedule remembers of validations is in it too.
LineSeries ahead(const Snapshot& snapshot, double last_epoch, const Theme& theme) {
  LineSeries line = series("ahead", theme.accent);
  const Recipe& recipe = *snapshot.recipe;
  const Schedule& row = schedule(recipe.schedule.kind);
  const Options options = complete_options(row.fields, recipe.schedule.options);
  const auto total = static_cast<double>(recipe.epochs);
  const auto rate_at = [&](double epoch) {
    const ScheduleTime time{.epoch = epoch, .total_epochs = total};
    return recipe.optimizer.learning_rate * row.factor(options, time);
  };
  const bool is_of_time = row.observe == nullptr;
  for (int i = 0; i <= kPoints; ++i) {
    const double epoch = snapshot.epoch + (last_epoch - snapshot.epoch) * i / kPoints;
    append(line, epoch, is_of_time || snapshot.step == 0 ? rate_at(epoch) : snapshot.learning_rate);
  }
  return line;
}

void fit_axis(Figure& figure, AxisScale scale) {
  double high = 0, lowest_positive = 0;
  for (const LineSeries& line : figure.lines)
    for (const double rate : line.y) {
      if (!std::isfinite(rate)) continue;
      high = std::max(high, rate);
      if (rate > 0 && (lowest_positive == 0 || rate < lowest_positive)) lowest_positive = rate;
    }
  figure.y.scale = scale;
  if (scale == AxisScale::Linear || !(high > 0)) {
    figure.y.scale = AxisScale::Linear;
    figure.y.min = 0;
    figure.y.max = fitted(0, high, AxisScale::Linear).max;
    return;
  }
  lowest_positive = std::max(lowest_positive, high * kLowestShare);
  // A log axis has no zero: the end of a cosine leaves it at the bottom.
  for (LineSeries& line : figure.lines)
    for (double& rate : line.y) rate = std::max(rate, lowest_positive);
  const AxisRange range = fitted(lowest_positive, high, AxisScale::Log);
  // Two decades at least have their ticks.
  figure.y.min = std::min(std::pow(10.0, std::floor(std::log10(range.min))), range.max / 20);
  figure.y.max = range.max;
}

}  // namespace

ScheduleModel build_schedule(const Snapshot& snapshot, const History& history, const Theme& theme,
                             AxisScale scale) {
  const Recipe& recipe = *snapshot.recipe;
  const auto total = static_cast<double>(recipe.epochs);
  // Beyond its last epoch a run goes on; a few more are shown then.
  const double last = snapshot.epoch < total ? total : snapshot.epoch + std::max(1.0, total / 10);
  ScheduleModel model;
  model.figure.x = {"epoch", AxisScale::Linear, 0, last};
  model.figure.y = {"learning rate η", AxisScale::Linear, 0, 1};
  model.figure.lines = {past(history, theme), ahead(snapshot, last, theme)};
  model.figure.markers = {{snapshot.epoch, "now", "", theme.marker}};
  model.figure.has_legend = false;
  fit_axis(model.figure, scale);
  if (schedule(recipe.schedule.kind).observe)
    model.note = "Falls when the validation loss stops falling, which nobody knows ahead";
  return model;
}

}  // namespace netdyno::app
