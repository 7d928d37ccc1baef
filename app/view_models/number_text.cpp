// SPDX-License-Identifier: MIT
#include "app/view_models/number_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace netdyno::app {

namespace {

constexpr const char* kNarrowSpace = "\u00a0";  // keeps the groups of a number on one line

std::string without_trailing_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// `value` with `digits` significant digits and the unit of the largest power of 1000 within it.
std::string scaled_text(double value, std::initializer_list<const char*> units) {
  auto unit = units.begin();
  while (std::abs(value) >= 999.5 && unit + 1 != units.end()) {
    value /= 1000;
    ++unit;
  }
  const int decimals = value < 10 && unit != units.begin() ? 1 : 0;
  const std::string number = fmt::format("{:.{}f}", value, decimals);
  return **unit ? number + kNarrowSpace + *unit : number;
}

}  // namespace

std::string number_text(double value, int digits) {
  if (std::isnan(value)) return "not a number";
  if (std::isinf(value)) return value > 0 ? "∞" : "-∞";
  if (value == 0) return "0";
  const double size = std::abs(value);
  if (size < 1e-4 || size >= 1e6) {
    const std::string text = fmt::format("{:.{}e}", value, std::max(0, digits - 1));
    const auto e = text.find('e');
    return without_trailing_zeros(text.substr(0, e)) + "e" +
           std::to_string(std::stoi(text.substr(e + 1)));
  }
  const int decimals = digits - 1 - static_cast<int>(std::floor(std::log10(size)));
  return without_trailing_zeros(fmt::format("{:.{}f}", value, std::clamp(decimals, 0, 12)));
}

std::string count_text(std::int64_t count) {
  const std::string digits = std::to_string(count);
  const std::size_t sign = digits[0] == '-' ? 1 : 0;
  std::string text = digits.substr(0, sign);
  for (std::size_t i = sign; i < digits.size(); ++i) {
    if (i > sign && (digits.size() - i) % 3 == 0) text += kNarrowSpace;
    text += digits[i];
  }
  return text;
}

std::string percent_text(double share) {
  if (!std::isfinite(share)) return number_text(share);
  if (share > 0 && share < 0.0005) return "<0.1 %";
  if (share < 1 && share >= 0.9995) return ">99.9 %";
  return fmt::format("{:.1f} %", share * 100);
}

std::string date_text(std::time_t time) {
  std::tm local{};
  localtime_r(&time, &local);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &local);
  return text.data();
}

std::string duration_text(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return "–";
  if (seconds < 9.95) return fmt::format("{:.1f} s", seconds);
  const auto whole = static_cast<std::int64_t>(std::llround(std::min(seconds, 1e15)));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  if (whole < 86400) return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
  return fmt::format("{} d {} h", whole / 86400, whole / 3600 % 24);
}

std::string bytes_text(std::int64_t bytes) {
  return scaled_text(static_cast<double>(bytes), {"B", "kB", "MB", "GB", "TB"});
}

std::string short_count_text(std::int64_t count) {
  return scaled_text(static_cast<double>(count), {"", "k", "M", "G", "T"});
}

std::string plural(std::int64_t count, const std::string& noun) {
  return fmt::format("{} {}{}", count_text(count), noun, count == 1 ? "" : "s");
}

}  // namespace netdyno::app
