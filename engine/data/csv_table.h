// engine/data/csv_table.h
// SPDX-License-Identifier: MIT
//
// Reads labelled points from text: a line per example, numbers and one label, separated by commas,
// semicolons, tabs or |, in any common encoding (see text_encoding.h, csv_rows.h, csv_separator.h).
//
//   Range    lines that are empty or begin with # are skipped. A first line whose cells are names
//   is
//            the header, one of numbers the first example; where both would do, what was taken is
//            told. Excel's line "sep=;" names the separator. Numbers may have decimal commas, all
//            of them or none; those below float's range are 0
//   Errors   Error naming the file, the line, what is wrong with it and what to do: another number
//            of columns, a missing value, digits in groups, a number that does not fit, an empty
//            label, no example at all

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
  std::vector<std::string> notes;   // what was guessed or left out, a sentence each
};

// `label_column` counts from 1; 0 is the last one.
CsvTable read_csv(const std::filesystem::path& file, Index label_column);

}  // namespace netdyno
