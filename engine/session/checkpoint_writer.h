// engine/session/checkpoint_writer.h
// SPDX-License-Identifier: MIT
//
// Writes checkpoints on a thread of its own, so that training waits for no disk. What it could or
// could not write becomes an event; a folder that another process trains into is not touched.
//
//   Thread   write() and is_busy(): the engine thread. The destructor waits for what is queued.
//   Cost     the caller's: none; a checkpoint in memory for each one that waits

#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "engine/run/checkpoint.h"
#include "engine/session/conduits.h"

namespace netdyno {

struct CheckpointJob {
  std::filesystem::path folder;
  Checkpoint checkpoint;  // its `data` is filled in here
  DataSplits data;
  bool was_asked_for = false;
};

class CheckpointWriter {
 public:
  // `wake` is called after each event.
  CheckpointWriter(Channel<Event>& events, std::function<void()> wake);
  ~CheckpointWriter();
  CheckpointWriter(const CheckpointWriter&) = delete;
  CheckpointWriter& operator=(const CheckpointWriter&) = delete;

  void write(CheckpointJob job);
  bool is_busy() const;

 private:
  void work();
  void write_now(CheckpointJob job);
  void tell_failure(const std::string& what, const std::string& hint, bool was_asked_for);
  const std::string& fingerprint_of(const DataSplits& data);

  Channel<Event>& events_;
  std::function<void()> wake_;
  DataSplits known_data_;
  std::string fingerprint_;                 // of known_data_
  std::optional<CheckpointFolder> folder_;  // of the last one written
  bool has_failed_ = false;                 // the last by itself

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<CheckpointJob> jobs_;
  bool is_writing_ = false;
  bool is_stopping_ = false;
  std::jthread thread_;  // last: joined before the rest goes
};

}  // namespace netdyno
