// SPDX-License-Identifier: MIT
#include "engine/data/csv_number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace netdyno {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string lower_word(std::string_view text) {
  std::string word(text);
  for (char& c : word)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return word;
}

std::string_view without_plus(std::string_view text) {
  // from_chars() takes no plus sign.
  if (text.size() > 1 && text[0] == '+' && text[1] != '-' && text[1] != '+') text.remove_prefix(1);
  return text;
}

// Whether a number that does not fit is too small rather than too large: by the decimal exponent
// of its first digit that is not zero.
bool is_below_one(std::string_view number) {
  constexpr std::int64_t kMost = 1'000'000'000;
  std::int64_t exponent = 0;
  bool is_behind_point = false, has_digit = false;
  std::size_t i = 0;
  for (; i < number.size() && number[i] != 'e' && number[i] != 'E'; ++i) {
    const char c = number[i];
    if (c == '.') is_behind_point = true;
    if (!is_digit(c)) continue;
    if (!has_digit && c == '0') {
      if (is_behind_point) --exponent;
    } else {
      if (has_digit && !is_behind_point) ++exponent;
      if (!has_digit && is_behind_point) --exponent;
      has_digit = true;
    }
  }
  std::int64_t written = 0;
  const bool is_negative = number.substr(std::min(i, number.size())).find('-') != number.npos;
  for (; i < number.size(); ++i)
    if (is_digit(number[i]) && written < kMost) written = written * 10 + (number[i] - '0');
  return exponent + (is_negative ? -written : written) < 0;
}

// Digits in groups of three, by commas, points, blanks or apostrophes.
bool is_grouped(std::string_view cell) {
  if (!cell.empty() && (cell.front() == '-' || cell.front() == '+')) cell.remove_prefix(1);
  std::size_t groups = 0, run = 0;
  for (std::size_t i = 0; i <= cell.size(); ++i) {
    if (i < cell.size() && is_digit(cell[i])) {
      ++run;
      continue;
    }
    const bool is_first = groups == 0;
    if (is_first ? run < 1 || run > 3 : run != 3) return groups > 1;
    ++groups;
    run = 0;
    if (i == cell.size()) break;
    if (std::string_view(",. '").find(cell[i]) == std::string_view::npos) return false;
  }
  return groups > 1;
}

bool begins_as_number(std::string_view cell) {
  if (cell.front() == '-' || cell.front() == '+') cell.remove_prefix(1);
  if (!cell.empty() && (cell.front() == '.' || cell.front() == ',')) cell.remove_prefix(1);
  return !cell.empty() && is_digit(cell.front());
}

CellKind kind_of_text(std::string_view cell) {
  if (is_missing(cell)) return CellKind::Missing;
  std::string word = lower_word(cell);
  if (word.front() == '-' || word.front() == '+') word.erase(0, 1);
  if (word == "inf" || word == "infinity") return CellKind::TooLarge;
  if (is_grouped(cell)) return CellKind::Grouped;
  return begins_as_number(cell) ? CellKind::Malformed : CellKind::Text;
}

}  // namespace

bool is_missing(std::string_view cell, bool with_words) {
  if (cell.empty()) return true;
  const std::string word = lower_word(cell);
  if (word == "?" || word == "nan" || word == "-nan" || word == "#n/a") return true;
  constexpr std::array<std::string_view, 7> kWords = {"na", "n/a", "null", "none", "-", ".", "--"};
  return with_words && std::ranges::find(kWords, word) != kWords.end();
}

CsvNumber csv_number(std::string_view cell, bool allows_comma) {
  CsvNumber result;
  std::string_view text = without_plus(cell);
  std::string replaced;
  const std::size_t comma = text.find(',');
  result.has_point = text.find('.') != std::string_view::npos;
  if (comma != std::string_view::npos) {
    const bool is_decimal =
        allows_comma && !result.has_point && text.find(',', comma + 1) == std::string_view::npos;
    if (is_decimal) {
      replaced = text;
      replaced[comma] = '.';
      text = replaced;
      result.has_comma = true;
    }
  }
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, result.value);
  if (text.empty() || end != last || error == std::errc::invalid_argument) {
    result.kind = cell.empty() ? CellKind::Missing : kind_of_text(cell);
  } else if (error == std::errc::result_out_of_range && is_below_one(text)) {
    result.value = 0;
    result.underflows = true;
    result.kind = CellKind::Number;
  } else if (error != std::errc() || !std::isfinite(result.value)) {
    result.kind = is_missing(cell) ? CellKind::Missing : CellKind::TooLarge;
  } else {
    result.kind = CellKind::Number;
  }
  return result;
}

std::optional<double> label_number(std::string_view label) {
  std::string text(without_plus(label));
  const std::size_t comma = text.find(',');
  if (comma != std::string::npos) text[comma] = '.';
  double number = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (text.empty() || end != last || error != std::errc() || !std::isfinite(number)) return {};
  return number;
}

}  // namespace netdyno
