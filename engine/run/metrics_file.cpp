// SPDX-License-Identifier: MIT
#include "engine/run/metrics_file.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/core/error.h"
#include "engine/core/open_file.h"
#include "engine/run/history_folder.h"
#include "engine/run/metrics_rows.h"

namespace netdyno {

namespace {

constexpr std::size_t kFields = 9;
constexpr std::size_t kChunk = 1 << 20;  // bytes read at once

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

[[noreturn]] void refuse(const std::string& name, std::int64_t line, const std::string& problem) {
  throw Error(fmt::format("{}, line {}: {}", name, line, problem),
              "Expected the metrics.csv that a training wrote");
}

double number_of(std::string_view field, const std::string& name, std::int64_t line) {
  if (field.empty()) return kNotMeasured;
  double value = 0;
  const auto read = std::from_chars(field.data(), field.data() + field.size(), value);
  if (read.ec != std::errc() || read.ptr != field.data() + field.size())
    refuse(name, line, fmt::format("\"{}\" is no number", field));
  return value;
}

std::array<double, kFields> numbers_of(std::string_view row, const std::string& name,
                                       std::int64_t line) {
  std::array<double, kFields> values{};
  for (std::size_t i = 0; i < kFields; ++i) {
    const std::size_t comma = row.find(',');
    const bool is_last = i + 1 == kFields;
    if ((comma == row.npos) != is_last)
      refuse(name, line, fmt::format("it has not {} fields", kFields));
    values[i] = number_of(row.substr(0, comma), name, line);
    if (!is_last) row.remove_prefix(comma + 1);
  }
  return values;
}

// Takes rows in pieces of text that end with a line.
class RowParser {
 public:
  // The next line is `line`; steps are above `last_step`.
  RowParser(History& history, std::string name, std::int64_t line, double last_step)
      : history_(history), name_(std::move(name)), line_(line), last_(last_step) {}

  void take(std::string_view text) {
    for (; !text.empty(); ++line_)
      if (const std::string_view row = take_line(text); !row.empty()) take_row(row);
  }

 private:
  void take_row(std::string_view row) {
    const auto [step, epoch, seconds, rate, loss, accuracy, penalty, v_loss, v_accuracy] =
        numbers_of(row, name_, line_);
    if (!(step > last_ && step < 1e15))
      refuse(name_, line_, "its step does not follow the one before");
    last_ = step;
    const auto number = static_cast<std::int64_t>(step);
    history_.append(StepRecord{.step = number,
                               .epoch = epoch,
                               .seconds = seconds,
                               .learning_rate = rate,
                               .train_loss = loss,
                               .train_accuracy = accuracy,
                               .penalty = penalty});
    if (!std::isnan(v_loss) || !std::isnan(v_accuracy))
      history_.append(ValidationRecord{number, epoch, seconds, v_loss, v_accuracy});
  }

  History& history_;
  std::string name_;
  std::int64_t line_;
  double last_;
};

// Whole rows from `begin` on.
void read_rows(const OpenFile& file, std::uint64_t begin, RowParser parser, History& history) {
  HistoryMover mover;
  std::string rest;
  for (;;) {
    std::string text = file.read_at(begin, kChunk);
    if (text.empty()) return;
    begin += text.size();
    text.insert(0, rest);
    const std::size_t end = text.rfind('\n') + 1;  // 0: no line ends
    parser.take(std::string_view(text).substr(0, end));
    rest = text.substr(end);
    mover.move(history);
  }
}

}  // namespace

History parse_metrics(std::string_view text, const std::string& name) {
  if (take_line(text) != metrics_heading()) refuse(name, 1, "the heading is another");
  History history;
  RowParser(history, name, 2, 0).take(text);
  return history;
}

History read_metrics(const std::filesystem::path& file) {
  const OpenFile opened =
      OpenFile::for_reading(file, "Name the folder that a training wrote with --out");
  std::string start = opened.read_at(0, metrics_heading().size() + 2);
  std::string_view heading = start;
  if (take_line(heading) != metrics_heading()) refuse(file.string(), 1, "the heading is another");
  History history;
  read_rows(opened, start.size() - heading.size(), {history, file.string(), 2, 0}, history);
  return history;
}

bool append_later_metrics(const std::filesystem::path& file, History& history) {
  if (history.empty()) return false;
  const OpenFile opened = OpenFile::for_reading(file);
  const StepRecord last = history.last();
  const std::optional<FoundRow> row = find_metrics_row(opened, last.step);
  if (!row || !row->text.starts_with(metrics_row_start(last))) return false;
  const std::string name = file.string();
  const auto numbers = numbers_of(row->text, name, static_cast<std::int64_t>(history.size()) + 1);
  const double loss = numbers[kFields - 2], accuracy = numbers[kFields - 1];
  const bool is_validated = !std::isnan(loss) || !std::isnan(accuracy);
  if (is_validated && !history.validations().at_step(last.step))
    history.append(ValidationRecord{last.step, last.epoch, last.seconds, loss, accuracy});
  read_rows(opened, row->begin + row->text.size() + 1,
            {history, name, static_cast<std::int64_t>(history.size()) + 2,
             static_cast<double>(last.step)},
            history);
  return true;
}

}  // namespace netdyno
