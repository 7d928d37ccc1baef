// SPDX-License-Identifier: MIT
#include "engine/core/printable.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>

namespace netdyno {

namespace {

constexpr std::string_view kReplacement = "\uFFFD";

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 0;  // 0: the text begins with no code point
};

CodePoint first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xC2 && first < 0xE0    ? 2
                             : first >= 0xE0 && first < 0xF0  ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
  if (length == 0 || length > text.size()) return {};
  std::uint32_t value = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    value = value << 6 | (byte(i) & 0x3FU);
  }
  const bool is_overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  const bool is_surrogate = value >= 0xD800 && value < 0xE000;
  return is_overlong || is_surrogate || value > 0x10FFFF ? CodePoint{} : CodePoint{value, length};
}

bool is_control(std::uint32_t c) {
  const bool is_line = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
  return is_line || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// XML knows no such characters, not even escaped.
bool is_no_character(std::uint32_t c) {
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

// `text` with what `control(code_point)` makes of control characters.
template <typename Control>
std::string cleaned(std::string_view text, const Control& control) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (point.bytes == 0 || is_no_character(point.value))
      result += kReplacement;
    else if (is_control(point.value))
      result += control(point.value);
    else
      result += text.substr(0, point.bytes);
    text.remove_prefix(std::max<std::size_t>(point.bytes, 1));
  }
  return result;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t bytes = first_code_point(text).bytes;
    if (bytes == 0) return false;
    text.remove_prefix(bytes);
  }
  return true;
}

std::string printable(std::string_view text) {
  return cleaned(text, [](std::uint32_t) { return ' '; });
}

std::string printable_lines(std::string_view text) {
  return cleaned(text, [](std::uint32_t c) { return c == '\n' ? '\n' : ' '; });
}

std::string printable_json(std::string_view json) {
  // Between its values JSON has line feeds and blanks only; within texts it escapes those itself.
  return cleaned(json, [](std::uint32_t c) {
    return c == '\n' ? std::string("\n") : fmt::format("\\u{:04x}", c);
  });
}

}  // namespace netdyno
