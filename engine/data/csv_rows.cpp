// SPDX-License-Identifier: MIT
#include "engine/data/csv_rows.h"

#include <algorithm>

namespace netdyno {

bool CsvRows::next() {
  cells_.clear();
  unescaped_.clear();
  for (;;) {
    skip_blanks();
    if (rest_.empty()) return false;
    if (at_line_end()) {
      end_line();
    } else if (rest_.front() == '#') {
      ++comments_;
      skip_line();
    } else {
      break;
    }
  }
  line_ = next_line_;
  for (;;) {
    take_cell();
    if (at_line_end()) break;
    rest_.remove_prefix(1);  // the separator
  }
  end_line();
  return true;
}

void CsvRows::skip_blanks() {
  while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
}

void CsvRows::skip_line() {
  rest_.remove_prefix(std::min(rest_.find_first_of("\r\n"), rest_.size()));
  end_line();
}

void CsvRows::end_line() {
  if (rest_.empty()) return;
  rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : 1);
  ++next_line_;
}

void CsvRows::take_cell() {
  skip_blanks();
  if (!rest_.empty() && rest_.front() == '"') {
    const Index begin = next_line_;
    const std::string_view text = take_quoted();
    skip_blanks();
    if (!at_line_end() && rest_.front() != separator_)
      throw CsvError(begin, "text stands behind a closing quote",
                     "Within quotes a quote is written twice: \"\"");
    cells_.push_back({text, true});
    return;
  }
  const char ends[] = {separator_, '\r', '\n'};
  const std::size_t end =
      std::min(rest_.find_first_of(std::string_view(ends, sizeof(ends))), rest_.size());
  std::string_view text = rest_.substr(0, end);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  cells_.push_back({text, false});
  rest_.remove_prefix(end);
}

std::string_view CsvRows::take_quoted() {
  const Index begin = next_line_;
  rest_.remove_prefix(1);
  const std::string_view first = rest_;
  std::size_t end = 0;
  bool has_doubled = false;
  for (;; ++end) {
    end = rest_.find_first_of("\"\r\n", end);
    if (end == std::string_view::npos)
      throw CsvError(begin, "a quote is opened here and never closed",
                     "Close it, or write a quote that is text twice: \"\"");
    if (rest_[end] == '"') {
      if (end + 1 == rest_.size() || rest_[end + 1] != '"') break;
      has_doubled = true;
      ++end;
    } else {
      if (rest_.substr(end).starts_with("\r\n")) ++end;
      ++next_line_;
    }
  }
  rest_.remove_prefix(end + 1);
  const std::string_view raw = first.substr(0, end);
  if (!has_doubled) return raw;
  std::string& text = unescaped_.emplace_back();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    text += raw[i];
    if (raw[i] == '"') ++i;
  }
  return text;
}

}  // namespace netdyno
