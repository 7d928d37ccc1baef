// SPDX-License-Identifier: MIT
#include "engine/data/csv_table.h"

#include <fmt/core.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "engine/core/error.h"
#include "engine/data/byte_stream.h"

namespace netdyno {

namespace {

std::string read_all(const std::filesystem::path& file) {
  ByteStream stream(file);
  std::string text;
  std::vector<std::uint8_t> chunk(std::size_t{1} << 20);
  while (const std::size_t got = stream.read(chunk))
    text.append(reinterpret_cast<const char*>(chunk.data()), got);
  return text;
}

std::string_view trimmed(std::string_view cell) {
  constexpr std::string_view kBlank = " \t\r";
  const std::size_t begin = cell.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  cell = cell.substr(begin, cell.find_last_not_of(kBlank) - begin + 1);
  const bool is_quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
  return is_quoted ? cell.substr(1, cell.size() - 2) : cell;
}

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> cells;
  for (;;) {
    const std::size_t end = line.find(separator);
    cells.push_back(trimmed(line.substr(0, end)));
    if (end == std::string_view::npos) return cells;
    line.remove_prefix(end + 1);
  }
}

std::optional<float> parse_number(std::string_view cell) {
  if (cell.starts_with('+')) cell.remove_prefix(1);  // which from_chars() does not take
  float number = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  const bool is_whole_cell = end == cell.data() + cell.size() && !cell.empty();
  if (error != std::errc() || !is_whole_cell || !std::isfinite(number)) return {};
  return number;
}

class TableReader {
 public:
  TableReader(std::string name, Index label_column)
      : name_(std::move(name)), label_column_(label_column) {}

  void read_line(std::string_view line, Index number) {
    if (trimmed(line).empty() || trimmed(line).front() == '#') return;
    if (width_ == 0) separator_ = separator_of(line);
    const std::vector<std::string_view> cells = split(line, separator_);
    const bool is_first = width_ == 0;
    if (is_first) set_width(static_cast<Index>(cells.size()), number);
    if (static_cast<Index>(cells.size()) != width_)
      fail(number, fmt::format("expected {} columns, found {}", width_, cells.size()));
    if (!(is_first && is_header(cells))) read_example(cells, number);
  }

  CsvTable take() {
    if (table_.labels.empty()) throw Error(fmt::format("{}: no examples", name_));
    return std::move(table_);
  }

 private:
  static char separator_of(std::string_view line) {
    for (const char candidate : {';', '\t'})
      if (line.find(candidate) != std::string_view::npos) return candidate;
    return ',';
  }

  void set_width(Index width, Index number) {
    width_ = width;
    if (width_ < 2) fail(number, "expected a number and a label at least, found one column");
    if (label_column_ > width_)
      fail(number, fmt::format("no label column {}, there are {}", label_column_, width_));
    if (label_column_ == 0) label_column_ = width_;
    table_.columns = width_ - 1;
  }

  bool is_label(std::size_t column) const {
    return static_cast<Index>(column) == label_column_ - 1;
  }

  bool is_header(const std::vector<std::string_view>& cells) const {
    for (std::size_t c = 0; c < cells.size(); ++c)
      if (!is_label(c) && !parse_number(cells[c])) return true;
    return false;
  }

  void read_example(const std::vector<std::string_view>& cells, Index number) {
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (is_label(c)) continue;
      const std::optional<float> value = parse_number(cells[c]);
      if (!value)
        fail(number, fmt::format("column {} holds \"{}\", expected a finite number", c + 1,
                                 cells[c].substr(0, 60)));
      table_.values.push_back(*value);
    }
    const std::string_view label = cells[static_cast<std::size_t>(label_column_ - 1)];
    if (label.empty()) fail(number, "the label is empty");
    table_.labels.emplace_back(label);
  }

  [[noreturn]] void fail(Index number, const std::string& problem) const {
    throw Error(fmt::format("{}, line {}: {}", name_, number, problem));
  }

  std::string name_;
  Index label_column_;
  Index width_ = 0;  // columns, the label's included
  char separator_ = ',';
  CsvTable table_;
};

}  // namespace

CsvTable read_csv(const std::filesystem::path& file, Index label_column) {
  const std::string text = read_all(file);
  std::string_view rest = text;
  if (rest.starts_with("\xef\xbb\xbf")) rest.remove_prefix(3);  // a byte order mark
  TableReader reader(file.string(), label_column);
  for (Index number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    reader.read_line(rest.substr(0, end), number);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return reader.take();
}

}  // namespace netdyno
