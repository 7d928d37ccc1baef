// app/cli/number_arguments.h
// SPDX-License-Identifier: MIT
//
// Checks of numbers on the command line, for CLI::Option::transform(): the whole text must be one
// number (engine/core/typed_number.h) within the bounds, which the conversion to a C++ type alone
// does not tell: it takes -1 for 2^64 − 1, 010 for 8 and "nan" for a number.
//
//   Errors   CLI::ValidationError naming the option, what was found and what is expected

#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>

#include "engine/train/saved_numbers.h"

namespace netdyno::app {

// In [least, most].
CLI::Validator whole_number(std::int64_t least, std::int64_t most);
CLI::Validator real_number(double least, double most);
// Greater than 0.
CLI::Validator positive_number();
// In [0, 2^64).
CLI::Validator seed_number();
CLI::Validator thread_count();

}  // namespace netdyno::app
