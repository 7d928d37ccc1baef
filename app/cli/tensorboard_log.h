// app/cli/tensorboard_log.h
// SPDX-License-Identifier: MIT
//
// What TensorBoard is told of a training: loss, accuracy, penalty and learning rate of every step,
// validations, and at each of these the distributions of the weights and the filters as a picture.
//
//   Errors   a warning on standard error, once for each trouble, and training goes on
//   Cost     files are written once a second

#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "engine/run/event_file.h"
#include "engine/run/run.h"

namespace netdyno::app {

class TensorboardLog {
 public:
  // Errors   Error when the folder cannot be written
  explicit TensorboardLog(const std::filesystem::path& folder);
  // Writes what is left.
  ~TensorboardLog();

  void add(const StepRecord& record);
  void add(const ValidationRecord& record, Run& run);

 private:
  void flush();

  EventFile file_;
  std::chrono::steady_clock::time_point next_flush_;
  bool has_warned_ = false;
};

}  // namespace netdyno::app
