// SPDX-License-Identifier: MIT
//
// A run's curves as tables.
#include "app/report/run_tables.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>

#include "app/chart/smoothing.h"

namespace netdyno::app {

namespace {

using Metric = History::Metric;

struct CurveColumn {
  const char* name;
  Metric metric;
  std::optional<CurveMetric> smoothed;  // none: as it is
};
constexpr std::array<CurveColumn, 4> kColumns = {
    {{"learning_rate", Metric::LearningRate, std::nullopt},
     {"train_loss", Metric::TrainLoss, CurveMetric::Loss},
     {"train_accuracy", Metric::TrainAccuracy, CurveMetric::Accuracy},
     {"penalty", Metric::Penalty, std::nullopt}}};

void add(fmt::memory_buffer& out, double value) {
  if (!std::isnan(value)) fmt::format_to(std::back_inserter(out), FMT_COMPILE("{}"), value);
}

void add_place(fmt::memory_buffer& out, std::int64_t step, double epoch, double seconds) {
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("{},{},{}"), step, epoch, seconds);
}

// Smoothed by number of values.
std::shared_ptr<const CurveData> smoothed_curves(const History& history,
                                                 const TableOptions& options) {
  const auto data = options.data ? options.data : std::make_shared<CurveData>();
  CurveOptions by_number;
  by_number.smoothing = options.smoothing;
  data->update(history, by_number);
  return data;
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

// Text that leaves in pieces.
class PieceWriter {
 public:
  explicit PieceWriter(const TextSink& sink) : sink_(sink) {}

  fmt::memory_buffer& text() { return text_; }
  void add(std::string_view text) { text_.append(text); }
  void end_row() {
    text_.push_back('\n');
    if (text_.size() >= kPiece) flush();
  }
  void flush() {
    sink_({text_.data(), text_.size()});
    text_.clear();
  }

 private:
  static constexpr std::size_t kPiece = 1 << 20;

  const TextSink& sink_;
  fmt::memory_buffer text_;
};

// The last of each `every` rows, and the last of all.
template <typename Take>
void for_rows(std::size_t size, std::size_t every, const Take& take) {
  for (std::size_t begin = 0; begin < size; begin += every)
    take(begin, std::min(begin + every, size) - 1);
}

void add_curve(PieceWriter& out, const std::string& name, const RunCurve& curve, double smoothing,
               std::size_t chosen) {
  SmoothedColumn smoothed;
  if (smoothing > 0) smoothed.update(curve.value, smoothing);
  const bool has_epochs = curve.epoch.size() == curve.value.size();
  const std::size_t size = curve.value.size();
  ReadBehind behind(curve.value);
  for_rows(size, steps_per_row(chosen, size), [&](std::size_t, std::size_t i) {
    behind.at(i);
    fmt::format_to(std::back_inserter(out.text()), "{},{}", name, curve.step[i]);
    add_field(out.text(), has_epochs ? curve.epoch[i] : kNotMeasured);
    add_field(out.text(), curve.seconds[i]);
    add_field(out.text(), curve.value[i]);
    add_field(out.text(), smoothing > 0 ? smoothed.at(i) : kNotMeasured);
    out.end_row();
  });
}

}  // namespace

std::size_t steps_per_row(std::size_t chosen, std::size_t steps) {
  if (chosen > 0) return chosen;
  std::size_t every = 1;
  for (std::size_t decade = 1; steps / every > kMostTableRows; decade *= 10)
    for (const std::size_t part : {1, 2, 5})
      if (steps / every > kMostTableRows) every = part * decade;
  return every;
}

std::vector<RunTable> run_tables(const RunContent& content, const std::vector<RunFigure>& figures,
                                 const TableOptions& chosen) {
  std::vector<RunTable> tables;
  TableOptions options = chosen;
  options.data = content.curve_data;
  const History& history = content.history;
  if (!history.empty()) {
    tables.push_back({"curves.csv", [&history, options](const TextSink& sink) {
                        write_curves_wide(history, options, sink);
                      }});
    tables.push_back({"curves-long.csv", [&history, options](const TextSink& sink) {
                        write_curves_long(history, options, sink);
                      }});
  }
  if (!history.markers().empty())
    tables.push_back(
        {"markers.csv", [&history](const TextSink& sink) { sink(markers_csv(history)); }});
  if (!content.compared.empty())
    tables.push_back({"compared-curves.csv", [&content, options](const TextSink& sink) {
                        write_compared(content.compared, options, sink);
                      }});
  for (const RunFigure& figure : figures)
    if (!figure.csv.empty())
      tables.push_back(
          {figure.id + ".csv", [csv = figure.csv](const TextSink& sink) { sink(csv); }});
  return tables;
}

std::string markers_csv(const History& history) {
  std::string csv = "step,epoch,seconds,knob,before,after\n";
  for (const KnobMarker& marker : history.markers())
    csv += fmt::format("{},{},{},{},{},{}\n", marker.step, marker.epoch, marker.seconds,
                       csv_field(marker.knob), csv_field(marker.before), csv_field(marker.after));
  return csv;
}

void write_compared(ComparedRunSpan runs, const TableOptions& options, const TextSink& sink) {
  PieceWriter out(sink);
  out.add("run,series,step,epoch,seconds,value,smoothed\n");
  const std::size_t every = options.steps_per_row;
  for (const auto& run : runs) {
    const std::string name = csv_field(run->name);
    const RunCurves& curves = run->curves;
    add_curve(out, name + ",train_loss", curves.train_loss, options.smoothing, every);
    add_curve(out, name + ",train_accuracy", curves.train_accuracy, options.smoothing, every);
    add_curve(out, name + ",validation_loss", curves.validation_loss, 0, every);
    add_curve(out, name + ",validation_accuracy", curves.validation_accuracy, 0, every);
  }
  out.flush();
}

void write_curves_wide(const History& history, const TableOptions& options, const TextSink& sink) {
  const auto smoothed = smoothed_curves(history, options);
  PieceWriter out(sink);
  out.add("step,epoch,seconds");
  for (const CurveColumn& column : kColumns) {
    out.add(fmt::format(",{}", column.name));
    if (column.smoothed) out.add(fmt::format(",{}_smoothed", column.name));
  }
  out.add(",validation_loss,validation_accuracy,knobs\n");
  const Column& steps = history.column(Metric::Step);
  std::size_t next_marker = 0;
  ReadBehind behind(steps);
  const auto add_row = [&](std::size_t first, std::size_t row) {
    behind.at(row);
    const auto validated = history.validations().last_until(static_cast<std::int64_t>(steps[row]));
    const bool is_validated = validated && static_cast<double>(validated->step) >= steps[first];
    if (is_validated) row = history.position_of_step(validated->step);
    const StepRecord record = history.record(row);
    add_place(out.text(), record.step, record.epoch, record.seconds);
    for (const CurveColumn& column : kColumns) {
      add_field(out.text(), history.column(column.metric)[row]);
      if (const auto metric = column.smoothed)
        add_field(out.text(), smoothed->smoothed(*metric).at(row));
    }
    add_field(out.text(), is_validated ? validated->loss : kNotMeasured);
    add_field(out.text(), is_validated ? validated->accuracy : kNotMeasured);
    out.add(",");
    out.add(csv_field(changes_until(history.markers(), record.step, next_marker)));
    out.end_row();
  };
  for_rows(history.size(), steps_per_row(options.steps_per_row, history.size()), add_row);
  out.flush();
}

void write_curves_long(const History& history, const TableOptions& options, const TextSink& sink) {
  const auto smoothed = smoothed_curves(history, options);
  PieceWriter out(sink);
  out.add("series,step,epoch,seconds,value,smoothed\n");
  const auto add_row = [&](const std::string& series, std::int64_t step, double epoch,
                           double seconds, double value, double smooth) {
    out.add(series + ",");
    add_place(out.text(), step, epoch, seconds);
    add_field(out.text(), value);
    add_field(out.text(), smooth);
    out.end_row();
  };
  const std::size_t every = steps_per_row(options.steps_per_row, history.size());
  for (const CurveColumn& column : kColumns) {
    ReadBehind behind(history.column(Metric::Step));
    for_rows(history.size(), every, [&](std::size_t, std::size_t row) {
      behind.at(row);
      const StepRecord record = history.record(row);
      add_row(column.name, record.step, record.epoch, record.seconds,
              history.column(column.metric)[row],
              column.smoothed ? smoothed->smoothed(*column.smoothed).at(row) : kNotMeasured);
    });
  }
  const Validations validations = history.validations();
  const std::size_t each = steps_per_row(options.steps_per_row, validations.size());
  for (const bool is_loss : {true, false})
    for_rows(validations.size(), each, [&](std::size_t, std::size_t i) {
      const ValidationRecord row = validations[i];
      add_row(is_loss ? "validation_loss" : "validation_accuracy", row.step, row.epoch, row.seconds,
              is_loss ? row.loss : row.accuracy, kNotMeasured);
    });
  out.flush();
}

}  // namespace netdyno::app
