// engine/data/csv_table.h
// SPDX-License-Identifier: MIT
//
// Reads labelled points from text: a line per example, numbers and one label, separated by commas,
// semicolons or tabs (by what the first line holds).
//
//   Range    lines that are empty or begin with # are skipped, and a first line with a column that
//            should be a number but is none counts as the header; quotes around a cell are dropped,
//            separators within quotes are not supported
//   Errors   Error naming the file and the line: another number of columns, a cell that is no
//            finite number, an empty label, no example at all

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/shape.h"

namespace netdyno {

struct CsvTable {
  Index columns = 0;                // numbers per example
  std::vector<float> values;        // [examples, columns]
  std::vector<std::string> labels;  // [examples]
};

// `label_column` counts from 1; 0 is the last one.
CsvTable read_csv(const std::filesystem::path& file, Index label_column);

}  // namespace netdyno
