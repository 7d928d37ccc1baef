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
#include <span>
#include <string>

#include "engine/nn/network.h"
#include "engine/recipe/recipe.h"

namespace netdyno {

class RunOutput {
 public:
  // The folder exists when something is written.
  explicit RunOutput(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // `weights`: Trainer::measured_state().
  void write(const Recipe& recipe, std::span<const NamedValue> weights, const Json& journal);
  // The same beside a checkpoint, which is on the disk and has all of it: waits for no disk, and
  // writes no recipe and no journal that are there already as they are.
  void write_in_passing(const Recipe& recipe, std::span<const NamedValue> weights,
                        const Json& journal);

 private:
  std::filesystem::path folder_;
  std::string recipe_, journal_;  // as they were written last
};

}  // namespace netdyno
