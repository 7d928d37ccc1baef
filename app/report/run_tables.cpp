// SPDX-License-Identifier: MIT
//
// A run's curves as tables.
#include "app/report/run_tables.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>

#include "app/chart/smoothing.h"

namespace netdyno::app {

namespace {

using Metric = History::Metric;

struct CurveColumn {
  const char* name;
  Metric metric;
  bool is_smoothed;
};
constexpr std::array<CurveColumn, 4> kColumns = {{{"learning_rate", Metric::LearningRate, false},
                                                  {"train_loss", Metric::TrainLoss, true},
                                                  {"train_accuracy", Metric::TrainAccuracy, true},
                                                  {"penalty", Metric::Penalty, false}}};

void add(fmt::memory_buffer& out, double value) {
  if (!std::isnan(value)) fmt::format_to(std::back_inserter(out), FMT_COMPILE("{}"), value);
}

void add_place(fmt::memory_buffer& out, std::int64_t step, double epoch, double seconds) {
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("{},{},{}"), step, epoch, seconds);
}

std::array<SmoothedColumn, kColumns.size()> smoothed_columns(const History& history,
                                                             double smoothing) {
  std::array<SmoothedColumn, kColumns.size()> smoothed;
  for (std::size_t i = 0; i < kColumns.size(); ++i)
    if (kColumns[i].is_smoothed) smoothed[i].update(history.column(kColumns[i].metric), smoothing);
  return smoothed;
}

void add_field(fmt::memory_buffer& out, double value) {
  out.push_back(',');
  add(out, value);
}

// Of the markers from `next` on those that took effect after a step up to this one.
std::string changes_until(const std::vector<KnobMarker>& markers, std::int64_t step,
                          std::size_t& next) {
  std::string text;
  for (; next < markers.size() && markers[next].step <= step; ++next)
    text += fmt::format("{}{} {} → {}", text.empty() ? "" : "; ", markers[next].knob,
                        markers[next].before, markers[next].after);
  return text;
}

void add_curve(fmt::memory_buffer& out, const std::string& name, const RunCurve& curve,
               double smoothing) {
  SmoothedColumn smoothed;
  if (smoothing > 0) smoothed.update(curve.value, smoothing);
  const bool has_epochs = curve.epoch.size() == curve.value.size();
  for (std::size_t i = 0; i < curve.value.size(); ++i) {
    fmt::format_to(std::back_inserter(out), "{},{}", name, curve.step[i]);
    add_field(out, has_epochs ? curve.epoch[i] : kNotMeasured);
    add_field(out, curve.seconds[i]);
    add_field(out, curve.value[i]);
    add_field(out, smoothing > 0 ? smoothed.values()[i] : kNotMeasured);
    out.push_back('\n');
  }
}

}  // namespace

std::vector<RunTable> run_tables(const RunContent& content, const std::vector<RunFigure>& figures,
                                 double smoothing) {
  std::vector<RunTable> tables;
  if (!content.history.empty()) {
    tables.push_back({"curves.csv", curves_csv_wide(content.history, smoothing)});
    tables.push_back({"curves-long.csv", curves_csv_long(content.history, smoothing)});
  }
  if (!content.history.markers().empty())
    tables.push_back({"markers.csv", markers_csv(content.history)});
  if (!content.compared.empty())
    tables.push_back({"compared-curves.csv", compared_csv(content.compared, smoothing)});
  for (const RunFigure& figure : figures)
    if (!figure.csv.empty()) tables.push_back({figure.id + ".csv", figure.csv});
  return tables;
}

std::string markers_csv(const History& history) {
  std::string csv = "step,epoch,seconds,knob,before,after\n";
  for (const KnobMarker& marker : history.markers())
    csv += fmt::format("{},{},{},{},{},{}\n", marker.step, marker.epoch, marker.seconds,
                       csv_field(marker.knob), csv_field(marker.before), csv_field(marker.after));
  return csv;
}

std::string compared_csv(ComparedRunSpan runs, double smoothing) {
  fmt::memory_buffer out;
  out.append(std::string_view("run,series,step,epoch,seconds,value,smoothed\n"));
  for (const auto& run : runs) {
    const std::string name = csv_field(run->name);
    add_curve(out, name + ",train_loss", run->curves.train_loss, smoothing);
    add_curve(out, name + ",train_accuracy", run->curves.train_accuracy, smoothing);
    add_curve(out, name + ",validation_loss", run->curves.validation_loss, 0);
    add_curve(out, name + ",validation_accuracy", run->curves.validation_accuracy, 0);
  }
  return fmt::to_string(out);
}

std::string curves_csv_wide(const History& history, double smoothing) {
  const auto smoothed = smoothed_columns(history, smoothing);
  fmt::memory_buffer out;
  out.append(std::string_view("step,epoch,seconds"));
  for (const CurveColumn& column : kColumns) {
    fmt::format_to(std::back_inserter(out), ",{}", column.name);
    if (column.is_smoothed) fmt::format_to(std::back_inserter(out), ",{}_smoothed", column.name);
  }
  out.append(std::string_view(",validation_loss,validation_accuracy,knobs\n"));
  const auto& validations = history.validations();
  std::size_t next = 0, next_marker = 0;
  for (std::size_t row = 0; row < history.size(); ++row) {
    const StepRecord record = history.record(row);
    add_place(out, record.step, record.epoch, record.seconds);
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      add_field(out, history.column(kColumns[i].metric)[row]);
      if (kColumns[i].is_smoothed) add_field(out, smoothed[i].values()[row]);
    }
    const ValidationRecord* validation = nullptr;
    for (; next < validations.size() && validations[next].step <= record.step; ++next)
      if (validations[next].step == record.step) validation = &validations[next];
    add_field(out, validation ? validation->loss : kNotMeasured);
    add_field(out, validation ? validation->accuracy : kNotMeasured);
    out.push_back(',');
    out.append(csv_field(changes_until(history.markers(), record.step, next_marker)));
    out.push_back('\n');
  }
  return fmt::to_string(out);
}

std::string curves_csv_long(const History& history, double smoothing) {
  const auto smoothed = smoothed_columns(history, smoothing);
  fmt::memory_buffer out;
  out.append(std::string_view("series,step,epoch,seconds,value,smoothed\n"));
  for (std::size_t i = 0; i < kColumns.size(); ++i)
    for (std::size_t row = 0; row < history.size(); ++row) {
      const StepRecord record = history.record(row);
      fmt::format_to(std::back_inserter(out), "{},", kColumns[i].name);
      add_place(out, record.step, record.epoch, record.seconds);
      add_field(out, history.column(kColumns[i].metric)[row]);
      add_field(out, kColumns[i].is_smoothed ? smoothed[i].values()[row] : kNotMeasured);
      out.push_back('\n');
    }
  for (const bool is_loss : {true, false})
    for (const ValidationRecord& row : history.validations()) {
      fmt::format_to(std::back_inserter(out), "{},",
                     is_loss ? "validation_loss" : "validation_accuracy");
      add_place(out, row.step, row.epoch, row.seconds);
      add_field(out, is_loss ? row.loss : row.accuracy);
      add_field(out, kNotMeasured);
      out.push_back('\n');
    }
  return fmt::to_string(out);
}

}  // namespace netdyno::app
