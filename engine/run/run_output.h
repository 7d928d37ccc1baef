// engine/run/run_output.h
// SPDX-License-Identifier: MIT
//
// The output folder of a run: recipe.json, metrics.csv, weights.safetensors, journal.json. Each
// file is written to a temporary name beside it and renamed, so a reader never sees half of one.
//
//   Errors   Error naming the file when the folder is not writable or the disk is full; what was
//            there before stays

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/nn/network.h"
#include "engine/run/history.h"
#include "engine/train/recipe.h"

namespace netdyno {

// Writes `bytes` to `file` through a temporary name.
void write_file_atomically(const std::filesystem::path& file, std::string_view bytes);

// Columns as DESIGN's contract has them.
std::string metrics_csv(const History& history);

// Creates the folder if need be and proves that it is writable.
void prepare_output_folder(const std::filesystem::path& folder);

void write_run_output(const std::filesystem::path& folder, const Recipe& recipe,
                      const History& history, Network& network, const Json& journal);

}  // namespace netdyno
