// app/report/run_record.h
// SPDX-License-Identifier: MIT
//
// What a training's output folder tells, also while the training still goes on: curves, recipe and
// journal as they are there, and what the saved weights show when the data are at hand.
//
// A folder of TensorBoard's event files is a run too; its scalars are all that is read.
//
//   Errors   Error when the folder holds no run. What cannot be measured (no weights yet, no data)
//            is said in RunContent::notes and left out.
//   Cost     loads the data; a forward pass over the validation examples, at most 10000 of them

#pragma once

#include <filesystem>

#include "app/report/run_content.h"
#include "engine/run/run.h"

namespace netdyno::app {

// What a training that just ended tells of itself, with its weights as they are measured; nothing
// is read. `journal`: as journal.json has it.
//
//   Cost     a forward pass over the validation examples, at most 10000 of them
RunContent run_content(const std::string& name, const Run& run, const Json& journal);

RunContent read_run(const std::filesystem::path& folder, int threads);

}  // namespace netdyno::app
