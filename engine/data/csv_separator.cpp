// SPDX-License-Identifier: MIT
#include "engine/data/csv_separator.h"

#include <tuple>

#include "engine/data/csv_number.h"
#include "engine/data/csv_rows.h"

namespace netdyno {

namespace {

struct Fit {
  Index rows = 0;         // with as many columns as the first, at least two
  double numbers = 0;     // share of numbers among the cells that should be some
  std::size_t width = 0;  // columns

  bool operator>(const Fit& other) const {
    return std::tuple(rows, numbers, width) > std::tuple(other.rows, other.numbers, other.width);
  }
};

Fit fit_of(std::string_view text, char separator, Index label_column) {
  constexpr Index kMostRows = 200;
  Fit fit;
  Index numbers = 0, cells = 0;
  CsvRows rows(text, separator);
  try {
    for (Index row = 0; row < kMostRows && rows.next(); ++row) {
      if (row == 0) fit.width = rows.cells().size();
      if (rows.cells().size() != fit.width || fit.width < 2) continue;
      ++fit.rows;
      const std::size_t label =
          label_column == 0 ? fit.width - 1 : static_cast<std::size_t>(label_column - 1);
      for (std::size_t c = 0; c < fit.width; ++c) {
        if (c == label) continue;
        ++cells;
        const CellKind kind = csv_number(rows.cells()[c].text, separator != ',').kind;
        numbers += kind == CellKind::Number || kind == CellKind::Missing;
      }
    }
  } catch (const CsvError&) {
    // The reader will say it; what was read so far tells enough.
  }
  if (cells > 0) fit.numbers = static_cast<double>(numbers) / static_cast<double>(cells);
  return fit;
}

}  // namespace

char csv_separator(std::string_view text, Index label_column) {
  constexpr std::size_t kLookedAt = 1 << 16;
  if (text.size() > kLookedAt) {
    const std::size_t end = text.find_last_of("\r\n", kLookedAt);
    text = text.substr(0, end == std::string_view::npos ? kLookedAt : end);
  }
  char best = ';';
  Fit best_fit = fit_of(text, best, label_column);
  for (const char candidate : {'\t', '|', ','}) {
    const Fit fit = fit_of(text, candidate, label_column);
    if (fit > best_fit) {
      best = candidate;
      best_fit = fit;
    }
  }
  return best_fit.width < 2 ? ',' : best;
}

}  // namespace netdyno
