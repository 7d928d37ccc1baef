// engine/data/picture_check.h
// SPDX-License-Identifier: MIT
//
// Tells a damaged or cut off picture from a sound one where the decoder would not: it fills what is
// missing with black, and takes memory on a header's word.
//
//   Range    PNG: see png_check.h. BMP, GIF, PGM and PPM: their data are there to the end. JPEG: so
//            many pixels fit into so many bytes (a block of 64 pixels takes a bit at least); that
//            its end is missing the decoder tells itself
//   Source   Microsoft's BITMAPINFOHEADER, CompuServe's GIF89a, Netpbm's pgm(5)
//            and ppm(5), ITU T.81

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/core/file_kind.h"

namespace netdyno {

// True for the kinds that read_picture() decodes.
bool is_readable_picture(FileKind kind);

// What is wrong, as "is truncated"; "" for sound bytes. `width` and `height` are those of the
// file's header, both positive.
std::string picture_damage(FileKind kind, std::string_view file, std::int64_t width,
                           std::int64_t height);

}  // namespace netdyno
