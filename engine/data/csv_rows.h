// engine/data/csv_rows.h
// SPDX-License-Identifier: MIT
//
// Splits a text into rows of cells.
//
//   Range    cells in double quotes may hold separators, line breaks and, doubled, quotes; blanks
//            around a cell are dropped, those within quotes kept; lines end with LF, CRLF or CR;
//            empty lines are skipped, and those that begin with #
//   Errors   CsvError with the line: a quote that is never closed, text behind a closing one
//   Source   RFC 4180

#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/error.h"
#include "engine/core/shape.h"

namespace netdyno {

// A problem of one line of a text, whose file the caller names.
class CsvError : public Error {
 public:
  CsvError(Index line, const std::string& problem, std::string hint = {})
      : Error(problem, std::move(hint)), line_(line) {}
  Index line() const { return line_; }

 private:
  Index line_;
};

struct CsvCell {
  std::string_view text;
  bool is_quoted = false;
};

class CsvRows {
 public:
  // `text` has to stay; its first line is called `first_line`.
  CsvRows(std::string_view text, char separator, Index first_line = 1)
      : rest_(text), separator_(separator), next_line_(first_line) {}

  // False at the end.
  bool next();

  // Until the next call of next().
  const std::vector<CsvCell>& cells() const { return cells_; }
  // Where the row begins, counted from 1.
  Index line() const { return line_; }
  // Lines that began with #, so far.
  Index comments() const { return comments_; }

 private:
  bool is_blank(char c) const { return c == ' ' || (c == '\t' && separator_ != '\t'); }
  bool at_line_end() const {
    return rest_.empty() || rest_.front() == '\n' || rest_.front() == '\r';
  }
  void skip_blanks();
  void skip_line();
  void end_line();
  void take_cell();
  std::string_view take_quoted();

  std::string_view rest_;
  char separator_;
  Index next_line_;
  Index line_ = 0;
  Index comments_ = 0;
  std::vector<CsvCell> cells_;
  std::deque<std::string> unescaped_;  // of the row's cells with doubled quotes
};

}  // namespace netdyno
