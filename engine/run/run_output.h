// engine/run/run_output.h
// SPDX-License-Identifier: MIT
//
// The output folder of a run: recipe.json, weights.safetensors, journal.json. Each file is written
// atomically (atomic_file.h), so a reader never sees half of one. metrics.csv grows beside them
// (metrics_log.h).
//
//   Errors   Error naming the file when the folder is not writable or the disk is full; what was
//            there before stays

#pragma once

#include <filesystem>

#include "engine/nn/network.h"
#include "engine/recipe/recipe.h"

namespace netdyno {

void write_run_output(const std::filesystem::path& folder, const Recipe& recipe, Network& network,
                      const Json& journal);

}  // namespace netdyno
