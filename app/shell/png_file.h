// app/shell/png_file.h
// SPDX-License-Identifier: MIT
//
// Pictures as PNG files.
//
//   Errors   Error naming the file when it cannot be written; what was there before stays

#pragma once

#include <filesystem>

#include "app/shell/texture_store.h"

namespace netdyno::app {

// Through a temporary name beside it, so that nobody reads half a picture. Drops transparency.
void write_png(const std::filesystem::path& file, const Pixels& pixels);

}  // namespace netdyno::app
