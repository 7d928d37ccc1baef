// SPDX-License-Identifier: MIT
#include "engine/data/csv_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

#include "engine/core/error.h"
#include "engine/data/byte_stream.h"
#include "engine/data/csv_header.h"
#include "engine/data/csv_number.h"
#include "engine/data/csv_rows.h"
#include "engine/data/csv_separator.h"
#include "engine/data/text_encoding.h"

namespace netdyno {

namespace {

constexpr std::size_t kShownCellBytes = 60;

std::string read_all(const std::filesystem::path& file) {
  ByteStream stream(file);
  std::string text;
  std::vector<std::uint8_t> chunk(std::size_t{1} << 20);
  while (const std::size_t got = stream.read(chunk))
    text.append(reinterpret_cast<const char*>(chunk.data()), got);
  return text;
}

// Excel's first line "sep=;": the separator, and the text behind the line.
std::optional<char> take_separator_line(std::string_view& text) {
  constexpr std::size_t kLength = 5;
  const std::string_view head = text.substr(0, kLength);
  const bool is_one =
      head.size() == kLength && (head.starts_with("sep=") || head.starts_with("SEP="));
  const std::string_view rest = is_one ? text.substr(kLength) : std::string_view();
  if (!rest.starts_with('\n') && !rest.starts_with('\r')) return {};
  text = rest.substr(rest.starts_with("\r\n") ? 2 : 1);
  return head.back();
}

struct Explanation {
  const char* cause;
  const char* hint;
};

Explanation explain(CellKind kind) {
  switch (kind) {
    case CellKind::Missing:
      return {": the value is missing", "Fill it in, or remove the line"};
    case CellKind::TooLarge:
      return {": it is beyond the range of 32-bit floats, 3.4e38", "Scale the column"};
    case CellKind::Grouped:
      return {": its digits stand in groups", "Write numbers without separators of thousands"};
    case CellKind::Malformed:
      return {"", "Write it as a number alone, with a decimal point and without a unit"};
    default:
      return {"", "Remove the column, or let data.label_column name it where it is the label"};
  }
}

class TableReader {
 public:
  TableReader(Index label_column, char separator)
      : label_column_(label_column), separator_(separator) {}

  void read(CsvRows& rows) {
    while (rows.next()) {
      if (std::ranges::all_of(rows.cells(),
                              [](const CsvCell& cell) { return cell.text.empty(); })) {
        ++empty_rows_;
        continue;
      }
      read_row(rows);
    }
    if (first_) decide_on_first(nullptr);
    if (doubtful_) decide_on_doubtful();
    comments_ = rows.comments() - comments_before_;
  }

  CsvTable take(const std::string& name) {
    if (table_.labels.empty())
      throw Error(fmt::format("{}: no examples", name),
                  "Each line has to hold numbers and a label");
    refuse_missing_labels();
    add_notes(name);
    return std::move(table_);
  }

 private:
  void read_row(const CsvRows& rows) {
    const std::vector<CsvCell>& cells = rows.cells();
    if (width_ == 0) {
      set_width(static_cast<Index>(cells.size()), rows.line());
      first_.emplace(cells, rows.line());
      comments_before_ = rows.comments();
      return;
    }
    check_width(cells, rows.line());
    if (first_) decide_on_first(&cells);
    read_example(cells, rows.line());
  }

  void set_width(Index width, Index line) {
    if (width < 2)
      throw CsvError(line, "expected a number and a label at least, found one column",
                     "Separate columns by commas, semicolons, tabs or |");
    if (label_column_ > width)
      throw CsvError(line, fmt::format("no label column {}, there are {}", label_column_, width),
                     "Check data.label_column");
    width_ = width;
    if (label_column_ == 0) label_column_ = width_;
    table_.columns = width_ - 1;
  }

  void check_width(const std::vector<CsvCell>& cells, Index line) const {
    const auto width = static_cast<Index>(cells.size());
    if (width == width_) return;
    const bool is_one_more = width == width_ + 1;
    const std::string hint =
        is_one_more && cells.back().text.empty() ? "Remove the separator at the end of the lines"
        : is_one_more && first_
            ? "If the first column holds names of the rows, remove it or name it in the first line"
            : fmt::format("A cell that holds the separator \"{}\" needs quotes around it",
                          separator_ == '\t' ? std::string("tab") : std::string(1, separator_));
    throw CsvError(line, fmt::format("expected {} columns, found {}", width_, width), hint);
  }

  bool is_label(std::size_t column) const {
    return static_cast<Index>(column) == label_column_ - 1;
  }

  // The first row waits for the second: what its label is tells whether the first one's is a name.
  void decide_on_first(const std::vector<CsvCell>* second) {
    StoredRow first = std::move(*first_);
    first_.reset();
    const auto label = static_cast<std::size_t>(label_column_ - 1);
    const HeaderVerdict verdict = judge_header(
        first.cells(), second ? &(*second)[label].text : nullptr, label, separator_ != ',');
    if (verdict == HeaderVerdict::Example) read_example(first.cells(), first.line());
    if (verdict == HeaderVerdict::Guessed) tell_header(first);
    if (verdict == HeaderVerdict::GuessedByLabels) doubtful_.emplace(std::move(first));
  }

  void tell_header(const StoredRow& row) {
    table_.notes.push_back(
        fmt::format("Line {} is taken for the header, not for an example: it begins with \"{}\"",
                    row.line(), row.cells().front().text.substr(0, kShownCellBytes)));
  }

  // A first row whose label is a word is an example after all where another one's is, too.
  void decide_on_doubtful() {
    const StoredRow row = std::move(*doubtful_);
    doubtful_.reset();
    const bool are_numbers = std::ranges::all_of(
        table_.labels, [](const std::string& label) { return label_number(label).has_value(); });
    if (are_numbers) return tell_header(row);
    read_example(row.cells(), row.line());
    std::ranges::rotate(table_.labels, table_.labels.end() - 1);
    std::ranges::rotate(table_.values, table_.values.end() - table_.columns);
  }

  void read_example(const std::vector<CsvCell>& cells, Index line) {
    for (std::size_t c = 0; c < cells.size(); ++c)
      if (!is_label(c)) table_.values.push_back(number_of(cells[c], c + 1, line));
    const std::string_view label = cells[static_cast<std::size_t>(label_column_ - 1)].text;
    if (label.empty())
      throw CsvError(line, "the label is empty",
                     label_column_ == width_
                         ? "Fill it in, remove a separator at the end of the lines, or let "
                           "data.label_column name the column of the label"
                         : "Fill it in, or remove the line");
    if (is_missing(label, false))
      throw CsvError(line, fmt::format("the label is missing, it is \"{}\"", label),
                     "Fill it in, or remove the line");
    if (is_missing(label)) missing_labels_.try_emplace(std::string(label), line);
    table_.labels.emplace_back(label);
  }

  float number_of(const CsvCell& cell, std::size_t column, Index line) {
    CsvNumber number = csv_number(cell.text, separator_ != ',' || cell.is_quoted);
    // Between commas a quoted "1,234" is what spreadsheets make of thousands.
    if (number.has_comma && separator_ == ',' && !cell.text.starts_with('0') &&
        csv_number(cell.text, false).kind == CellKind::Grouped)
      number.kind = CellKind::Grouped;
    if (number.kind != CellKind::Number) {
      const Explanation why = explain(number.kind);
      throw CsvError(line,
                     fmt::format("column {} holds \"{}\", expected a finite number{}", column,
                                 cell.text.substr(0, kShownCellBytes), why.cause),
                     why.hint);
    }
    if (number.has_comma && comma_.line == 0)
      comma_ = {line, std::string(cell.text.substr(0, kShownCellBytes))};
    if (number.has_point && point_.line == 0)
      point_ = {line, std::string(cell.text.substr(0, kShownCellBytes))};
    if (comma_.line != 0 && point_.line != 0)
      throw CsvError(line,
                     fmt::format("column {} holds \"{}\", but line {} holds \"{}\": decimal commas "
                                 "and decimal points do not go together",
                                 column, cell.text.substr(0, kShownCellBytes),
                                 number.has_comma ? point_.line : comma_.line,
                                 number.has_comma ? point_.text : comma_.text),
                     "Write all numbers with a decimal point and without separators of thousands");
    underflows_ += number.underflows;
    return number.value;
  }

  // "NA" may be a class among words, but is none among numbers.
  void refuse_missing_labels() {
    if (missing_labels_.empty()) return;
    const bool are_numbers = std::ranges::all_of(table_.labels, [&](const std::string& label) {
      return missing_labels_.contains(label) || label_number(label);
    });
    const auto& [label, line] = *missing_labels_.begin();
    if (are_numbers)
      throw CsvError(line, fmt::format("the label is missing, it is \"{}\"", label),
                     "Fill it in, or remove the line");
    table_.notes.push_back(fmt::format(
        "The label \"{}\" (line {}) is taken for a class, not for a missing label", label, line));
  }

  void add_notes(const std::string& name) {
    if (comma_.line != 0)
      table_.notes.push_back(
          fmt::format("Commas in numbers are read as decimal commas: \"{}\" in line {} of {}",
                      comma_.text, comma_.line, name));
    if (underflows_ > 0)
      table_.notes.push_back(fmt::format(
          "Numbers too small for a 32-bit float are read as 0: {} in {}", underflows_, name));
    if (empty_rows_ > 0)
      table_.notes.push_back(
          fmt::format("Lines whose cells are all empty are left out: {} in {}", empty_rows_, name));
    if (comments_ > 0)
      table_.notes.push_back(
          fmt::format("Lines that begin with # are left out: {} in {}", comments_, name));
  }

  struct Sighting {
    Index line = 0;  // 0: none
    std::string text;
  };

  Index label_column_;
  char separator_;
  Index width_ = 0;                              // columns, the label's included
  std::optional<StoredRow> first_;               // until the second is there
  std::optional<StoredRow> doubtful_;            // the first, until all labels are there
  Sighting comma_, point_;                       // the first of each
  std::map<std::string, Index> missing_labels_;  // and their first lines
  Index underflows_ = 0, empty_rows_ = 0, comments_ = 0, comments_before_ = 0;
  CsvTable table_;
};

}  // namespace

CsvTable read_csv(const std::filesystem::path& file, Index label_column) {
  const std::string name = file.string();
  std::vector<std::string> notes;
  const std::string text = utf8_text(read_all(file), name, notes);
  std::string_view rest = text;
  if (rest.ends_with('\x1a')) rest.remove_suffix(1);  // the end of a file, as DOS marked it
  const std::optional<char> named = take_separator_line(rest);
  const char separator = named ? *named : csv_separator(rest, label_column);
  try {
    CsvRows rows(rest, separator, named ? 2 : 1);
    TableReader reader(label_column, separator);
    reader.read(rows);
    CsvTable table = reader.take(name);
    table.notes.insert(table.notes.begin(), notes.begin(), notes.end());
    return table;
  } catch (const CsvError& error) {
    throw Error(fmt::format("{}, line {}: {}", name, error.line(), error.what()), error.hint());
  }
}

}  // namespace netdyno
