// engine/data/text_encoding.h
// SPDX-License-Identifier: MIT
//
// Turns the bytes of a text file into UTF-8, whatever program wrote it.
//
//   Range    UTF-8 with or without a byte order mark; UTF-16 of either byte order, told by its mark
//            or by its zero bytes; anything else that is no UTF-8 is read as Windows-1252, which
//            holds Latin-1, and told in a note
//   Errors   Error naming the file, what it is and what to do: UTF-32, zero bytes, a file of
//   another
//            program
//   Source   Unicode 15, chapter 3.9; the WHATWG Encoding Standard for Windows-1252

#pragma once

#include <string>
#include <vector>

namespace netdyno {

// Takes the bytes of the file called `name`; appends to `notes` what was guessed.
std::string utf8_text(std::string bytes, const std::string& name, std::vector<std::string>& notes);

}  // namespace netdyno
