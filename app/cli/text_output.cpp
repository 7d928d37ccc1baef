// SPDX-License-Identifier: MIT
#include "app/cli/text_output.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <system_error>

#include "engine/core/error.h"
#include "engine/core/printable.h"

namespace netdyno::app {

namespace {

std::size_t width_of(const std::string& cell) {
  return static_cast<std::size_t>(
      std::ranges::count_if(cell, [](char c) { return (c & 0xC0) != 0x80; }));
}

void write_to_output(std::string_view text) {
  const bool was_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!was_written || std::fflush(stdout) != 0)
    throw Error(
        fmt::format("Cannot write to standard output: {}", std::generic_category().message(errno)));
}

}  // namespace

void print_text(std::string_view text) {
  write_to_output(printable_lines(text));
}

void print_json(const nlohmann::ordered_json& document) {
  constexpr auto kReplace = nlohmann::ordered_json::error_handler_t::replace;
  write_to_output(printable_json(document.dump(2, ' ', false, kReplace)) + "\n");
}

void tell_error(std::string_view message) {
  std::fputs(fmt::format("netdyno: {}\n", printable(message)).c_str(), stderr);
}

std::string text_table(std::vector<std::vector<std::string>> rows, std::size_t left_columns) {
  for (auto& row : rows)
    for (std::string& cell : row) cell = printable(cell);
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - width_of(row[i]), ' ');
      line += (i == 0 ? "" : "  ") + (i < left_columns ? row[i] + padding : padding + row[i]);
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (std::ptrdiff_t i = std::ssize(digits) - 3; i > 0; i -= 3)
    digits.insert(static_cast<std::size_t>(i), " ");
  return number < 0 ? "-" + digits : digits;
}

std::string clock_text(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0 || seconds > 1e9) return "-:--";
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace netdyno::app
