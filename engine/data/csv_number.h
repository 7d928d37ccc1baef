// engine/data/csv_number.h
// SPDX-License-Identifier: MIT
//
// What a cell of a table holds where a number is expected.
//
//   Range    decimal numbers with a point, or with a comma where the caller allows it; rounded to
//            the nearest float, those below its range to 0 (IEEE 754); no hexadecimal, no infinity
//   Errors   none: a cell that is no number says what it is instead

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace netdyno {

enum class CellKind : std::uint8_t {
  Number,
  Missing,    // empty, "?", "nan", "NA", "null", … in any case
  TooLarge,   // beyond the largest float, or infinite
  Grouped,    // "1,234.5", "1.234,5", "1 234": digits in groups
  Malformed,  // begins as a number does and goes on otherwise: "12 %", "3..5"
  Text
};

struct CsvNumber {
  CellKind kind = CellKind::Text;
  float value = 0;
  bool has_point = false;
  bool has_comma = false;
  bool underflows = false;  // rounded to 0, and was not 0
};

CsvNumber csv_number(std::string_view cell, bool allows_comma);

// "?" and "nan", which no label means; with the weaker words "NA", "null", "none", "-", "." too if
// `with_words`. Empty cells are missing in any case.
bool is_missing(std::string_view cell, bool with_words = true);

// A label that is a number, in double precision.
std::optional<double> label_number(std::string_view label);

}  // namespace netdyno
