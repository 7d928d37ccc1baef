// engine/run/checkpoint.h
// SPDX-License-Identifier: MIT
//
// A run on disk, to go on with as if it had never stopped: weights, optimizer moments, the places
// in the random streams and in the data's order, what schedules and early stopping saw, the recipe
// with every change, history and journal. One file, checkpoint.safetensors, which is replaced
// atomically: the last complete one always opens. It names the full segments of the history, which
// lie beside it (history_folder.h), so that it costs as much however long the run is; what came
// later into that folder does not belong to it.
//
//   Format   safetensors; the unfinished segment of the history as float64 columns "history.…", the
//            rest as JSON in __metadata__ under "netdyno", whose CRC-32 is "netdyno.crc"; there
//            "version" is kCheckpointVersion, "crc" the CRC-32 of each tensor, "history" the names
//            of the full segments. Version 1 had the whole history in the columns and no CRC.
//   Cost     as much memory again as the file is long, while it is written; 2.1 MB at most for the
//            history
//   Errors   Error naming the file: missing, damaged, of another version, with numbers that cannot
//            be; other data than the run was trained on

#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "engine/run/history_folder.h"
#include "engine/run/run.h"

namespace netdyno {

inline constexpr int kCheckpointVersion = 2;
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

// Without the full segments of the history.
std::string encode_checkpoint(Checkpoint checkpoint);
// `name` is what errors call the bytes; `folder` has the full segments.
Checkpoint decode_checkpoint(std::string_view bytes, const std::string& name,
                             const std::filesystem::path& folder = {});

// Writes checkpoints of a run into a folder, which exists.
class CheckpointFolder {
 public:
  explicit CheckpointFolder(const std::filesystem::path& folder)
      : folder_(folder), history_(folder) {}
  const std::filesystem::path& path() const { return folder_; }

  // What is full of the history, ahead of a checkpoint; costs what is new since the last time.
  void keep(const History& history) { history_.keep(history); }
  // Costs the same, however long the run is, and what was not kept ahead.
  void write(Checkpoint checkpoint);

 private:
  std::filesystem::path folder_;
  HistoryFolder history_;
};

// One checkpoint alone.
void write_checkpoint(const std::filesystem::path& folder, Checkpoint checkpoint);
Checkpoint read_checkpoint(const std::filesystem::path& folder);

}  // namespace netdyno
