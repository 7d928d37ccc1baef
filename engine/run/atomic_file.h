// engine/run/atomic_file.h
// SPDX-License-Identifier: MIT
//
// Files that are there whole or not at all: written to a temporary name beside the final one,
// synced to the disk, renamed. A killed process or a power cut leaves the old content or the new.
//
//   Errors   Error naming the file when the folder is not writable or the disk is full; what was
//            there before stays

#pragma once

#include <filesystem>
#include <string_view>

namespace netdyno {

// Writes `bytes` to `file` through a temporary name.
void write_file_atomically(const std::filesystem::path& file, std::string_view bytes);

// Creates the folder if need be and proves that it is writable. Removes the temporary files of
// processes that were killed while they wrote.
void prepare_output_folder(const std::filesystem::path& folder);

}  // namespace netdyno
