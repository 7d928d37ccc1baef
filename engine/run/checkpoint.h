// engine/run/checkpoint.h
// SPDX-License-Identifier: MIT
//
// A run on disk, to go on with as if it had never stopped: weights, optimizer moments, the places
// in the random streams and in the data's order, what schedules and early stopping saw, the recipe
// with every change, history and journal. One file, checkpoint.safetensors, which is replaced
// atomically: the last complete one always opens.
//
//   Format   safetensors; history as float64 columns "history.…", the rest as JSON in __metadata__
//            under "netdyno"; "version" there is kCheckpointVersion
//   Cost     as much memory again as the file is long, while it is written
//   Errors   Error naming the file: missing, damaged, of another version; other data than the run
//            was trained on

#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "engine/run/run.h"

namespace netdyno {

inline constexpr int kCheckpointVersion = 1;
inline constexpr const char* kCheckpointFile = "checkpoint.safetensors";

// What ends a training without a window.
struct TrainingGoal {
  std::int64_t steps = 0;         // minibatches; 0: as many as the epochs have
  bool stops_with_epochs = true;  // even if `steps` asks for more
};

struct Checkpoint {
  Run::State run;
  Json journal;  // as journal.json has it; names recipe and threads of the start
  TrainingGoal goal = {};
  std::string data;  // data_fingerprint() of what the run learns from
  // instruction_set_name() of the process that wrote it; empty in files of older versions.
  std::string instruction_set = {};
  std::string name = {};  // of the run, for people; empty in files of older versions
};

// Of all examples that are kept in memory and how they are divided, so that a run does not go on
// with other data. Cost: one pass over the data, about a second per gigabyte.
std::string data_fingerprint(const DataSplits& data);

// Errors   Error when the run was trained on other data
void check_same_data(const Checkpoint& checkpoint, const DataSplits& data);

// Says so when the run was trained with other instructions than this process has: it goes on, but
// not bit for bit as it would have there.
std::optional<std::string> instruction_set_note(const Checkpoint& checkpoint);

std::string encode_checkpoint(Checkpoint checkpoint);
// `name` is what errors call the bytes.
Checkpoint decode_checkpoint(std::string_view bytes, const std::string& name);

// In `folder`, which exists.
void write_checkpoint(const std::filesystem::path& folder, Checkpoint checkpoint);
Checkpoint read_checkpoint(const std::filesystem::path& folder);

}  // namespace netdyno
