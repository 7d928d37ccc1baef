// engine/run/run_output.h
// SPDX-License-Identifier: MIT
//
// The output folder of a run: recipe.json, metrics.csv, weights.safetensors, journal.json. Each
// file is written atomically (atomic_file.h), so a reader never sees half of one.
//
//   Errors   Error naming the file when the folder is not writable or the disk is full; what was
//            there before stays

#pragma once

#include <filesystem>
#include <string>

#include "engine/nn/network.h"
#include "engine/run/history.h"
#include "engine/train/recipe.h"

namespace netdyno {

// Columns as DESIGN's contract has them.
std::string metrics_csv(const History& history);

void write_run_output(const std::filesystem::path& folder, const Recipe& recipe,
                      const History& history, Network& network, const Json& journal);

}  // namespace netdyno
