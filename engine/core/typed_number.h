// engine/core/typed_number.h
// SPDX-License-Identifier: MIT
//
// Numbers as people type them, in a box of the app or behind an option of the command line.
//
//   Range    "0.05", "0,05", "5e-2", "+3", "−3", blanks around. A comma is a decimal mark wherever
//            it cannot separate thousands: "1,000" may mean 1 or 1000 and is refused, so are "inf",
//            "nan", "0x10", "1 000" and whatever follows a number
//   Errors   `problem` says why there is no value

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace netdyno {

template <typename Number>
struct Typed {
  std::optional<Number> value;
  std::string problem;  // "\"abc\" is no number"; empty with a value
};

// A finite number; one that is too small for a double is 0.
Typed<double> typed_number(std::string_view text);

// A whole number: "12", "-3", "1e3", but not "1.5". Exact in all 64 bits.
Typed<std::int64_t> typed_integer(std::string_view text);
Typed<std::uint64_t> typed_unsigned(std::string_view text);

}  // namespace netdyno
