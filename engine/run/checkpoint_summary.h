// engine/run/checkpoint_summary.h
// SPDX-License-Identifier: MIT
//
// What a checkpoint is of, for lists: read from the head of its file alone.
//
//   Units    seconds of training
//   Cost     a few kilobytes are read, whatever the network's size

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace netdyno {

struct CheckpointSummary {
  std::string name;  // of the run; empty in files of older versions
  std::int64_t step = 0;
  double seconds = 0;
  std::filesystem::file_time_type saved;
};

// Of the checkpoint in that folder; none when there is none, or none that can be read.
std::optional<CheckpointSummary> summarize_checkpoint(const std::filesystem::path& folder);

}  // namespace netdyno
