// engine/run/metrics_rows.h
// SPDX-License-Identifier: MIT
//
// Rows of metrics.csv as text, and where they stand in a file.
//
//   Cost     memory for some 100 kB of text, whatever the length

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/open_file.h"
#include "engine/run/history.h"

namespace netdyno {

std::string_view metrics_heading();  // without the line's end

// Gives out records [begin, size()) as text, bit by bit. Returns the bytes of the last row; 0:
// there is none.
std::size_t give_metrics_rows(const History& history, std::size_t begin,
                              const std::function<void(std::string_view)>& take);

// A record's row up to its validation.
std::string metrics_row_start(const StepRecord& record);

// The last whole row of a metrics.csv whose step is not above `step`: where it begins and its text.
// None where there is no such row, or the file is no metrics.csv. Steps ascend.
struct FoundRow {
  std::uint64_t begin = 0;
  std::string text = {};
};
std::optional<FoundRow> find_metrics_row(const OpenFile& file, std::int64_t step);

}  // namespace netdyno
