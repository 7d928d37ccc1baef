// SPDX-License-Identifier: MIT
#include "engine/run/metrics_rows.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace netdyno {

namespace {

constexpr std::string_view kHeading =
    "step,epoch,seconds,learning_rate,train_loss,train_accuracy,penalty,validation_loss,"
    "validation_accuracy";
constexpr std::size_t kBuffer = 1 << 17;
constexpr std::size_t kLongestRow = 512;  // bytes; nine numbers of at most 25

void append_row_start(fmt::memory_buffer& out, const StepRecord& row) {
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("{},{},{},{},{},{},{},"), row.step, row.epoch,
                 row.seconds, row.learning_rate, row.train_loss, row.train_accuracy, row.penalty);
}

std::optional<std::int64_t> step_of(std::string_view row) {
  std::int64_t step = 0;
  const auto read = std::from_chars(row.data(), row.data() + row.size(), step);
  const bool is_row =
      read.ec == std::errc() && read.ptr != row.data() + row.size() && *read.ptr == ',';
  return is_row ? std::optional(step) : std::nullopt;
}

// The first row that begins at `from` or after it, `from` lying behind the heading.
std::optional<FoundRow> row_from(const OpenFile& file, std::uint64_t from) {
  // The character before tells whether a row begins here.
  const std::string bytes = file.read_at(from - 1, 2 * kLongestRow);
  const std::size_t end_before = bytes.find('\n');
  if (end_before == bytes.npos) return std::nullopt;
  const std::size_t begin = end_before + 1, end = bytes.find('\n', begin);
  if (end == bytes.npos) return std::nullopt;
  return FoundRow{from - 1 + begin, bytes.substr(begin, end - begin)};
}

}  // namespace

std::string_view metrics_heading() {
  return kHeading;
}

std::string metrics_row_start(const StepRecord& record) {
  fmt::memory_buffer out;
  append_row_start(out, record);
  return fmt::to_string(out);
}

std::size_t give_metrics_rows(const History& history, std::size_t begin,
                              const std::function<void(std::string_view)>& take) {
  std::size_t last_bytes = 0;
  if (begin >= history.size()) return last_bytes;
  const Validations validations = history.validations();
  const Column& steps = history.column(History::Metric::Step);
  std::size_t next = validations.column(Validations::Field::Step).position_from(steps[begin]);
  fmt::memory_buffer out;
  ReadBehind behind(steps);
  for (std::size_t i = begin; i < history.size(); ++i) {
    behind.at(i);
    const std::size_t start = out.size();
    const StepRecord row = history.record(i);
    append_row_start(out, row);
    bool is_validated = false;
    for (; next < validations.size() && validations[next].step <= row.step; ++next)
      is_validated = is_validated || validations[next].step == row.step;
    if (is_validated) {
      const ValidationRecord validation = validations[next - 1];
      fmt::format_to(std::back_inserter(out), FMT_COMPILE("{},{}\n"), validation.loss,
                     validation.accuracy);
    } else {
      out.append(std::string_view(",\n"));
    }
    last_bytes = out.size() - start;
    if (out.size() < kBuffer && i + 1 < history.size()) continue;
    take({out.data(), out.size()});
    out.clear();
  }
  return last_bytes;
}

std::optional<FoundRow> find_metrics_row(const OpenFile& file, std::int64_t step) {
  const std::string heading = file.read_at(0, kHeading.size() + 1);
  if (!heading.starts_with(kHeading) || !heading.ends_with('\n')) return std::nullopt;
  // Rows that begin below `low` are not above the step; those from `high` on are.
  std::uint64_t low = heading.size(), high = file.size();
  std::optional<FoundRow> found;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    const std::optional<FoundRow> row = row_from(file, middle);
    const std::optional<std::int64_t> its_step = row ? step_of(row->text) : std::nullopt;
    if (row && row->begin < high && its_step && *its_step <= step) {
      found = row;
      low = row->begin + row->text.size() + 1;
    } else {
      high = middle;
    }
  }
  return found;
}

}  // namespace netdyno
