// SPDX-License-Identifier: MIT
#include "engine/core/typed_number.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "engine/core/printable.h"

namespace netdyno {

namespace {

constexpr std::string_view kMinus = "\u2212";
constexpr std::size_t kShownBytes = 40;

std::string without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  std::string trimmed(text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin));
  if (trimmed.starts_with(kMinus)) trimmed.replace(0, kMinus.size(), "-");
  if (trimmed.starts_with('+') && !trimmed.starts_with("+-")) trimmed.erase(0, 1);
  return trimmed;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string quoted(std::string_view text) {
  const bool is_long = text.size() > kShownBytes;
  return fmt::format("\"{}{}\"", printable(text.substr(0, kShownBytes)), is_long ? "…" : "");
}

template <typename Number>
Typed<Number> refused(std::string_view text, const char* why) {
  return {std::nullopt, fmt::format("{} {}", quoted(text), why)};
}

// In "1,000" the comma may separate thousands; not so in "0,001", "12,5" or "1,0005".
bool may_be_thousands(std::string_view number) {
  if (number.starts_with('-')) number.remove_prefix(1);
  const std::size_t digits = number.find(',');
  const std::string_view behind = number.substr(digits + 1);
  const auto group = std::ranges::find_if_not(behind, is_digit) - behind.begin();
  return digits >= 1 && digits <= 3 && number.front() != '0' && group == 3;
}

// Of a number that no double holds: too small rather than too large.
bool is_below_one(const std::string& number) {
  const std::size_t e = number.find_first_of("eE");
  if (e != number.npos) return number.compare(e + 1, 1, "-") == 0;
  return number.find_first_of("123456789") > number.find('.');
}

template <typename Number>
std::optional<Number> whole(const std::string& number) {
  Number value = 0;
  const char* const end = number.data() + number.size();
  const auto read = std::from_chars(number.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return value;
}

template <typename Number>
Typed<Number> typed_whole(std::string_view text) {
  if (const auto value = whole<Number>(without_blanks(text))) return {value, {}};
  const Typed<double> real = typed_number(text);
  if (!real.value) return {std::nullopt, real.problem};
  if (std::trunc(*real.value) != *real.value) return refused<Number>(text, "is no whole number");
  // Whole numbers of a double are exact up to here; beyond it only digits are.
  constexpr double kExact = 9007199254740992.0;  // 2^53
  const bool fits = std::abs(*real.value) <= kExact &&
                    *real.value >= static_cast<double>(std::numeric_limits<Number>::lowest());
  if (!fits) return refused<Number>(text, "is out of range");
  return {static_cast<Number>(*real.value), {}};
}

}  // namespace

Typed<double> typed_number(std::string_view text) {
  std::string number = without_blanks(text);
  if (number.empty()) return {std::nullopt, "nothing is typed, expected a number"};
  const auto commas = std::ranges::count(number, ',');
  if (commas > 1 || (commas == 1 && number.find('.') != number.npos))
    return refused<double>(text, "is no number; write it without separators, as in 1234.5");
  if (commas == 1) {
    if (may_be_thousands(number))
      return refused<double>(text,
                             "may be a whole number or a fraction; write it with a point or "
                             "without a separator");
    number[number.find(',')] = '.';
  }
  double value = 0;
  const char* const end = number.data() + number.size();
  const auto read = std::from_chars(number.data(), end, value);
  const bool has_digit = std::ranges::any_of(number, is_digit);
  if (read.ec == std::errc::invalid_argument || read.ptr != end || !has_digit)
    return refused<double>(text, "is no number");
  // As a literal rounds: too small is zero; too large is refused.
  if (read.ec == std::errc::result_out_of_range && !is_below_one(number))
    return refused<double>(text, "is out of range");
  if (!std::isfinite(value)) return refused<double>(text, "is no number");
  return {value, {}};
}

Typed<std::int64_t> typed_integer(std::string_view text) {
  return typed_whole<std::int64_t>(text);
}

Typed<std::uint64_t> typed_unsigned(std::string_view text) {
  return typed_whole<std::uint64_t>(text);
}

}  // namespace netdyno
