// engine/run/metrics_file.h
// SPDX-License-Identifier: MIT
//
// A run's metrics.csv, read back.
//
//   Range    what write_run_output() writes: a row per step, ascending; missing validation fields
//            are not measured. Speed and knobs are not in the file.
//   Errors   Error naming the file and the line

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/run/history.h"

namespace netdyno {

// `name` is what errors call the text.
History parse_metrics(std::string_view text, const std::string& name);
History read_metrics(const std::filesystem::path& file);

}  // namespace netdyno
