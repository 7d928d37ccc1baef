// engine/run/metrics_file.h
// SPDX-License-Identifier: MIT
//
// A run's metrics.csv, read back.
//
//   Range    what metrics_log.h writes: a row per step, ascending; missing validation fields are
//            not measured. Speed and knobs are not in the file. A last row without its line's end
//            is being written and left out.
//   Errors   Error naming the file and the line
//   Cost     a microsecond a row; memory as History's, full segments in hidden files

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/run/history.h"

namespace netdyno {

// `name` is what errors call the text.
History parse_metrics(std::string_view text, const std::string& name);
History read_metrics(const std::filesystem::path& file);

// What the file has beyond the history's last record, and that one's validation. False, and nothing
// is changed, where the file does not hold the history's last record as it is.
bool append_later_metrics(const std::filesystem::path& file, History& history);

}  // namespace netdyno
