// engine/data/csv_header.h
// SPDX-License-Identifier: MIT
//
// Tells whether a table's first row names its columns or is its first example.
//
//   Range    a row of names is a header and a row of numbers an example; a row with both, one whose
//            only names look like numbers ("28x28"), and one of numbers whose label is a name where
//            the next label is a number, are guessed to be headers. A missing value makes no header

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/data/csv_rows.h"

namespace netdyno {

// A row that outlives the reading of the next one.
class StoredRow {
 public:
  StoredRow(const std::vector<CsvCell>& cells, Index line);
  StoredRow(StoredRow&&) = default;
  StoredRow& operator=(StoredRow&&) = default;

  const std::vector<CsvCell>& cells() const { return cells_; }
  Index line() const { return line_; }

 private:
  std::vector<std::string> texts_;
  std::vector<CsvCell> cells_;  // of texts_
  Index line_;
};

enum class HeaderVerdict : std::uint8_t {
  Header,
  Guessed,          // a header, which should be told
  GuessedByLabels,  // the same if all other labels are numbers, else an example
  Example
};

// `next_label` is the label of the row behind it, null where there is none; `label` the column of
// the label, from 0.
HeaderVerdict judge_header(const std::vector<CsvCell>& row, const std::string_view* next_label,
                           std::size_t label, bool allows_comma);

}  // namespace netdyno
