// engine/core/printable.h
// SPDX-License-Identifier: MIT
//
// Text from files, folders and command lines as it may be shown: names are bytes on Linux, and a
// terminal obeys what some of them say. Applied where text leaves the program.
//
//   Returns  valid UTF-8 that XML 1.0 allows: a byte that belongs to no code point becomes U+FFFD,
//            a control character (C0, DEL, C1, line and paragraph separator, change of writing
//            direction) a space
//   Source   RFC 3629; XML 1.0, section 2.2; Unicode Technical Report 36

#pragma once

#include <string>
#include <string_view>

namespace netdyno {

bool is_utf8(std::string_view text);

// One line.
std::string printable(std::string_view text);

// Several lines: line feeds stay.
std::string printable_lines(std::string_view text);

// JSON text, whose meaning stays: control characters in it become \u escapes.
std::string printable_json(std::string_view json);

}  // namespace netdyno
