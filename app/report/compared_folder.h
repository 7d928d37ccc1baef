// app/report/compared_folder.h
// SPDX-License-Identifier: MIT
//
// The curves of a folder that a run left: what `netdyno train --out` or "Save run…" wrote, or
// TensorBoard's event files. The run may still be going on.
//
//   Errors   Error saying what the folder lacks, or which file is damaged
//   Cost     reads metrics.csv, the whole checkpoint, or the event files, in that order of choice

#pragma once

#include <filesystem>
#include <string>

#include "app/view_models/compared_run.h"

namespace netdyno::app {

// Tells a run's folder from others by the names of its files.
bool is_run_folder(const std::filesystem::path& folder);

// What a list of folders notes beside that one: "run", or nothing.
std::string run_note(const std::filesystem::path& folder);

RunCurves read_run_curves(const std::filesystem::path& folder);

}  // namespace netdyno::app
