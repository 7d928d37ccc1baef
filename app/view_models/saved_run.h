// app/view_models/saved_run.h
// SPDX-License-Identifier: MIT
//
// Runs that lie on the disk to go on with, in words.

#pragma once

#include <filesystem>
#include <string>

#include "engine/run/checkpoint_summary.h"

namespace netdyno::app {

struct SavedRun {
  std::filesystem::path folder;
  CheckpointSummary summary;
};

// "lenet-fashion, step 2 000, 1 min 20 s of training, saved 26 Nov 14:05", in local time.
std::string saved_run_text(const SavedRun& run);

}  // namespace netdyno::app
