// SPDX-License-Identifier: MIT
#include "engine/data/csv_header.h"

#include <algorithm>
#include <array>

#include "engine/data/csv_number.h"

namespace netdyno {

namespace {

// What people call the column of the label.
bool is_label_name(std::string_view text) {
  constexpr std::array<std::string_view, 9> kNames = {
      "label", "labels", "class", "classes", "target", "species", "category", "diagnosis", "y"};
  std::string name(text);
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::ranges::find(kNames, name) != kNames.end();
}

}  // namespace

StoredRow::StoredRow(const std::vector<CsvCell>& cells, Index line) : line_(line) {
  for (const CsvCell& cell : cells) texts_.emplace_back(cell.text);
  for (std::size_t i = 0; i < cells.size(); ++i) cells_.push_back({texts_[i], cells[i].is_quoted});
}

HeaderVerdict judge_header(const std::vector<CsvCell>& row, const std::string_view* next_label,
                           std::size_t label, bool allows_comma) {
  std::size_t numbers = 0, names = 0, malformed = 0;
  for (std::size_t c = 0; c < row.size(); ++c) {
    if (c == label) continue;
    const CellKind kind = csv_number(row[c].text, allows_comma || row[c].is_quoted).kind;
    numbers += kind == CellKind::Number || kind == CellKind::TooLarge || kind == CellKind::Grouped;
    names += kind == CellKind::Text;
    malformed += kind == CellKind::Malformed;
  }
  if (numbers == 0 && names > 0) return HeaderVerdict::Header;
  if (numbers == 0 && malformed > 1) return HeaderVerdict::Guessed;
  if (names > 0) return HeaderVerdict::Guessed;
  const std::string_view own = row[label].text;
  const bool has_bad_number = malformed > 0 || numbers + 1 < row.size();
  if (has_bad_number || own.empty() || label_number(own) || is_missing(own))
    return HeaderVerdict::Example;
  if (is_label_name(own)) return HeaderVerdict::Guessed;
  const bool next_is_number = next_label && label_number(*next_label);
  return next_is_number ? HeaderVerdict::GuessedByLabels : HeaderVerdict::Example;
}

}  // namespace netdyno
