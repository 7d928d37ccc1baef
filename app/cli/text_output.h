// app/cli/text_output.h
// SPDX-License-Identifier: MIT
//
// What the commands print: aligned tables, numbers with units, one JSON document. Whatever names
// from files say, a terminal gets printable text (engine/core/printable.h).

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace netdyno::app {

// Writes to standard output.
// Errors   Error when it cannot be written (a full disk behind a redirection)
void print_text(std::string_view text);

// Alone on standard output; indented, with a line feed at its end.
void print_json(const nlohmann::ordered_json& document);

// "netdyno: message" as one line on standard error. Failures to write are ignored.
void tell_error(std::string_view message);

// Rows of cells in columns two spaces apart, each as wide as its widest cell (in code points); the
// first row is the heading. `left_columns` columns are aligned left, those behind them right.
std::string text_table(std::vector<std::vector<std::string>> rows, std::size_t left_columns);

// "61 706": groups of three digits.
std::string grouped(std::int64_t number);

// "0:42", "12:03", "1:02:03"
std::string clock_text(double seconds);

}  // namespace netdyno::app
