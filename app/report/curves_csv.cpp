// SPDX-License-Identifier: MIT
//
// A run's curves as tables.
#include <fmt/compile.h>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>

#include "app/chart/smoothing.h"
#include "app/report/run_figures.h"

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

}  // namespace

std::string curves_csv_wide(const History& history, double smoothing) {
  const auto smoothed = smoothed_columns(history, smoothing);
  fmt::memory_buffer out;
  out.append(std::string_view("step,epoch,seconds"));
  for (const CurveColumn& column : kColumns) {
    fmt::format_to(std::back_inserter(out), ",{}", column.name);
    if (column.is_smoothed) fmt::format_to(std::back_inserter(out), ",{}_smoothed", column.name);
  }
  out.append(std::string_view(",validation_loss,validation_accuracy\n"));
  const auto& validations = history.validations();
  std::size_t next = 0;
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
