// SPDX-License-Identifier: MIT
#include "engine/data/text_encoding.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "engine/core/error.h"
#include "engine/core/file_kind.h"

namespace netdyno {

namespace {

using std::string_view_literals::operator""sv;

enum class Utf16 { None, LittleEndian, BigEndian };

constexpr std::size_t kLookedAt = 4096;
constexpr char32_t kReplacement = 0xFFFD;

void append_utf8(std::string& text, char32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | code >> 6);
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | code >> 12);
    text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | code >> 18);
    text += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// Length of the well-formed sequence at the beginning, 0 when there is none.
std::size_t sequence_length(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char first = at(0);
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xC2   ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
  if (length == 0 || bytes.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((at(i) & 0xC0) != 0x80) return 0;
  // No overlong form, no surrogate, nothing beyond U+10FFFF.
  const bool is_bad = (first == 0xE0 && at(1) < 0xA0) || (first == 0xED && at(1) > 0x9F) ||
                      (first == 0xF0 && at(1) < 0x90) || (first == 0xF4 && at(1) > 0x8F);
  return is_bad ? 0 : length;
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = sequence_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

// Text without a mark whose letters are mostly Latin has a zero in each pair of bytes.
Utf16 guessed_utf16(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, std::min(kLookedAt, bytes.size()) / 2 * 2);
  std::array<std::size_t, 2> zeros = {0, 0};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == '\0';
  const std::size_t most = head.size() / 2;
  if (zeros[0] == 0 && 5 * zeros[1] > 2 * most) return Utf16::LittleEndian;
  if (zeros[1] == 0 && 5 * zeros[0] > 2 * most) return Utf16::BigEndian;
  return Utf16::None;
}

std::string from_utf16(std::string_view bytes, Utf16 order) {
  std::string text;
  text.reserve(bytes.size() / 2);
  const std::size_t high_at = order == Utf16::LittleEndian ? 1 : 0;
  const auto unit = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(bytes[i + high_at])) << 8 |
           static_cast<unsigned char>(bytes[i + 1 - high_at]);
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t code = unit(i);
    const bool is_first = code >= 0xD800 && code < 0xDC00;
    const char32_t second = is_first && i + 3 < bytes.size() ? unit(i + 2) : 0;
    if (second >= 0xDC00 && second < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
      i += 2;
    } else if (code >= 0xD800 && code < 0xE000) {
      code = kReplacement;
    }
    append_utf8(text, code);
  }
  return text;
}

std::string from_windows_1252(std::string_view bytes) {
  // 0x80 to 0x9F; five of them are not assigned.
  constexpr std::array<char32_t, 32> kUpper = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char byte : bytes) {
    const auto code = static_cast<unsigned char>(byte);
    append_utf8(text, code >= 0x80 && code < 0xA0 ? kUpper[code - 0x80u] : code);
  }
  return text;
}

void refuse_other_kinds(std::string_view bytes, const std::string& name) {
  const FileKind kind = file_kind(bytes.substr(0, kFileKindBytes));
  const bool is_binary = bytes.substr(0, kLookedAt).find('\0') != std::string_view::npos;
  const bool is_for_people =
      kind == FileKind::Html || kind == FileKind::Pdf || kind == FileKind::LfsPointer;
  if (kind == FileKind::Unknown || !(is_binary || is_for_people)) return;
  throw Error(fmt::format("{} is {}, no text with a line per example", name, name_of(kind)),
              kind == FileKind::LfsPointer ? "Fetch it with git lfs pull"
                                           : "Save it as CSV (UTF-8) in the program it comes from");
}

}  // namespace

std::string utf8_text(std::string bytes, const std::string& name, std::vector<std::string>& notes) {
  const std::string_view view = bytes;
  if (view.starts_with("\xff\xfe\0\0"sv) || view.starts_with("\0\0\xfe\xff"sv))
    throw Error(fmt::format("{} is encoded in UTF-32", name), "Save it in UTF-8");
  std::string text;
  if (view.starts_with("\xff\xfe"sv)) {
    text = from_utf16(view.substr(2), Utf16::LittleEndian);
  } else if (view.starts_with("\xfe\xff"sv)) {
    text = from_utf16(view.substr(2), Utf16::BigEndian);
  } else if (view.starts_with("\xef\xbb\xbf"sv)) {
    text = bytes.substr(3);
  } else if (const Utf16 order = guessed_utf16(view); order != Utf16::None) {
    text = from_utf16(view, order);
    notes.push_back(fmt::format("{} is read as UTF-16: every second of its bytes is zero", name));
  } else {
    refuse_other_kinds(view, name);
    text = std::move(bytes);
  }
  if (const std::size_t zero = text.find('\0'); zero != std::string::npos)
    throw Error(fmt::format("{}, line {}: holds a zero byte, so this is no text", name,
                            1 + std::count(text.begin(),
                                           text.begin() + static_cast<std::ptrdiff_t>(zero), '\n')),
                "Save it as CSV in UTF-8");
  if (is_utf8(text)) return text;
  notes.push_back(
      fmt::format("{} is no UTF-8 and is read as Latin-1 (Windows-1252); where labels look wrong, "
                  "save it in UTF-8",
                  name));
  return from_windows_1252(text);
}

}  // namespace netdyno
