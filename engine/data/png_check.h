// engine/data/png_check.h
// SPDX-License-Identifier: MIT
//
// Tells a damaged PNG file from a sound one before anything is decoded: the decoder looks at no
// check sum, and believes each length.
//
//   Range    each chunk ends within the file and has its CRC-32; the compressed pixels inflate to
//            height × (1 + bytes of a row), of all passes where interlaced, and to no byte more
//   Cost     inflates the pixels once into 64 kB, and stops at their promised size
//   Source   Portable Network Graphics (PNG) Specification, third edition, sections 5, 8 and 13

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace netdyno {

// What is wrong with the bytes of a PNG file, as "is truncated"; "" when they are sound.
std::string png_damage(std::string_view file);

// Width and height as the header claims them, below 2^32; 0 where there is none.
std::pair<std::int64_t, std::int64_t> png_size(std::string_view file);

// The first chunk of that name (four letters); empty when there is none.
// Range    chunks up to the first that goes on beyond the end
std::string_view png_chunk(std::string_view file, std::string_view name);

}  // namespace netdyno
