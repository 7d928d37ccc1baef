// engine/data/picture_orientation.h
// SPDX-License-Identifier: MIT
//
// How a camera was held: the EXIF orientation of a JPEG or PNG file, which every viewer applies.
//
//   Range    1 (as stored) to 8; anything else that a file claims, and a damaged entry, counts as 1
//   Source   CIPA DC-008 (Exif 2.32), tag 0x0112; PNG Specification, third edition, chunk eXIf

#pragma once

#include <string_view>

namespace netdyno {

// What to do with stored pixels: mirror them, then exchange rows and columns.
struct Orientation {
  bool mirrors_x = false;  // the columns run from right to left
  bool mirrors_y = false;  // the rows run from bottom to top
  bool swaps = false;      // a stored row is a shown column

  bool operator==(const Orientation&) const = default;
};

// Of the bytes of a picture file.
Orientation picture_orientation(std::string_view file);

}  // namespace netdyno
