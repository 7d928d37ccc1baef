// engine/data/picture_file.h
// SPDX-License-Identifier: MIT
//
// Reads a picture from a file, at the size that a network takes.
//
//   Shapes   [C,H,W], C = 1 or 3, bytes
//   Range    PNG, JPEG, BMP, GIF (its first picture), PGM and PPM of up to 2^28 pixels, told by
//            their content; turned as their EXIF orientation says. A picture that has the size
//            already comes out as stored
//   Errors   Error with the file and what is wrong with it: none, no picture, one of a kind that is
//            not read (which), damaged, truncated, too large
//   Cost     decoding; the file and its pixels in memory. Nothing is taken on a header's word
//   Source   the cut and scaling as Pillow's ImageOps.fit(…, BILINEAR), see picture_scale.h

#pragma once

#include <filesystem>
#include <vector>

#include "engine/core/shape.h"

namespace netdyno {

// True for the endings of files that read_picture() may know, in any case.
bool is_picture_name(const std::filesystem::path& file);

// Scaled until it covers `shape`'s H×W, the middle of it.
std::vector<std::uint8_t> read_picture(const std::filesystem::path& file, const Shape& shape);

}  // namespace netdyno
