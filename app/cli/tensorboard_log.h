// app/cli/tensorboard_log.h
// SPDX-License-Identifier: MIT
//
// What TensorBoard is told of a training: loss, accuracy, penalty and learning rate of steps,
// validations, and at each of these the distributions of the weights and the filters as a picture;
// of as many steps and validations as LogRate takes.
//
//   Errors   a warning on standard error, once for each trouble, and training goes on
//   Cost     files are written once a second

#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "engine/formats/event_file.h"
#include "engine/run/run.h"

namespace netdyno::app {

// Which of numbers that count from 1 are logged: each `every`-th, or where that is 0 all of the
// first `whole`, then each tenth up to ten times as many, and so on: what is logged of n grows as
// log n.
class LogRate {
 public:
  LogRate(std::int64_t every, std::int64_t whole) : every_(every), whole_(whole) {}
  bool takes(std::int64_t number) const;

 private:
  std::int64_t every_;
  std::int64_t whole_;
};

class TensorboardLog {
 public:
  // `every`: steps between two events, 0: LogRate's own choice.
  // Errors   Error when the folder cannot be written
  TensorboardLog(const std::filesystem::path& folder, std::int64_t every);
  // Writes what is left.
  ~TensorboardLog();

  void add(const StepRecord& record);
  // `network` is the run's, for the probes.
  void add(const ValidationRecord& record, const Run& run, Network& network);

 private:
  void flush();

  EventFile file_;
  LogRate steps_;
  LogRate validations_;
  std::chrono::steady_clock::time_point next_flush_;
  bool has_warned_ = false;
};

}  // namespace netdyno::app
