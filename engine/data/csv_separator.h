// engine/data/csv_separator.h
// SPDX-License-Identifier: MIT
//
// Tells by what the columns of a text are separated: comma, semicolon, tab or |.
//
//   Range    the first 64 kB are looked at. The separator is the one by which most rows have as
//   many
//            columns as the first, then the one by which most cells are numbers, then the one that
//            makes more columns

#pragma once

#include <string_view>

#include "engine/core/shape.h"

namespace netdyno {

// `label_column` counts from 1, 0 is the last one: labels need be no numbers.
char csv_separator(std::string_view text, Index label_column);

}  // namespace netdyno
