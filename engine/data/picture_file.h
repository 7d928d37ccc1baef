// engine/data/picture_file.h
// SPDX-License-Identifier: MIT
//
// Reads a picture from a file, at the size that a network takes.
//
//   Shapes   [C,H,W], C = 1 or 3, bytes
//   Errors   Error with the file and what is wrong with it: none, no picture, truncated, too large
//   Cost     decoding; memory for 2^26 pixels at most, whatever the file's header claims

#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "engine/core/shape.h"

namespace netdyno {

// True for the endings of files that read_picture() may know, in any case.
bool is_picture_name(const std::filesystem::path& file);

// Scaled until it covers `shape`'s H×W, the middle of it.
std::vector<std::uint8_t> read_picture(const std::filesystem::path& file, const Shape& shape);

}  // namespace netdyno
