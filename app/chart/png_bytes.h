// app/chart/png_bytes.h
// SPDX-License-Identifier: MIT
//
// Pixels as the bytes of a PNG file, and as text for documents that hold them.
//
//   Source   W3C, Portable Network Graphics (2003); RFC 4648 for base64

#pragma once

#include <string>
#include <string_view>

#include "app/shell/texture_store.h"

namespace netdyno::app {

// With transparency. `dots_per_inch` 0: not said.
std::string png_bytes(const Pixels& pixels, double dots_per_inch = 0);

std::string base64(std::string_view bytes);

// Every pixel a square of a whole number of pixels, so that the shorter side has at least `side`:
// viewers that smooth then blur the edges only.
Pixels enlarged_pixels(const Pixels& pixels, int side);

}  // namespace netdyno::app
