// SPDX-License-Identifier: MIT
#include "engine/run/metrics_file.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>

#include "engine/core/error.h"

namespace netdyno {

namespace {

constexpr std::size_t kFields = 9;
constexpr std::string_view kHeading =
    "step,epoch,seconds,learning_rate,train_loss,train_accuracy,penalty,validation_loss,"
    "validation_accuracy";

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

}  // namespace

History parse_metrics(std::string_view text, const std::string& name) {
  if (take_line(text) != kHeading) refuse(name, 1, "the heading is another");
  History history;
  double last = 0;
  for (std::int64_t line = 2; !text.empty(); ++line) {
    const std::string_view row = take_line(text);
    if (row.empty()) continue;
    const auto [step, epoch, seconds, rate, loss, accuracy, penalty, v_loss, v_accuracy] =
        numbers_of(row, name, line);
    if (!(step > last && step < 1e15))
      refuse(name, line, "its step does not follow the one before");
    last = step;
    const auto number = static_cast<std::int64_t>(step);
    history.append(StepRecord{.step = number,
                              .epoch = epoch,
                              .seconds = seconds,
                              .learning_rate = rate,
                              .train_loss = loss,
                              .train_accuracy = accuracy,
                              .penalty = penalty});
    if (!std::isnan(v_loss) || !std::isnan(v_accuracy))
      history.append(ValidationRecord{number, epoch, seconds, v_loss, v_accuracy});
  }
  return history;
}

History read_metrics(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    throw Error(fmt::format("Cannot read {}", file.string()),
                "Name the folder that a training wrote with --out");
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return parse_metrics(text, file.string());
}

}  // namespace netdyno
