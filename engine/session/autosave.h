// engine/session/autosave.h
// SPDX-License-Identifier: MIT
//
// When a run that changed is saved by itself: some seconds after the last time, if the last
// checkpoint is written, and rarely enough that copying it takes less than a hundredth of the time.
//
//   Thread   the engine thread

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>

#include "engine/session/command.h"

namespace netdyno {

class Autosave {
 public:
  using Clock = std::chrono::steady_clock;

  void configure(const SetAutosave& settings) { settings_ = settings; }
  const std::filesystem::path& folder() const { return settings_.folder; }

  // Another run, or the same from its start: saved when it has changed.
  void begin_run(std::int64_t step, Clock::time_point now);
  // A knob did; steps are seen by their number.
  void knob_changed() { has_changed_ = true; }

  bool is_due(std::int64_t step, Clock::time_point now) const;
  // Until it may be due; none when nothing has changed.
  std::optional<std::chrono::milliseconds> wait(std::int64_t step, Clock::time_point now) const;
  // A copy of the run was taken in `took`.
  void saved(std::int64_t step, Clock::time_point now, Clock::duration took);

 private:
  bool is_wanted(std::int64_t step) const;

  SetAutosave settings_;
  Clock::time_point next_{};
  std::int64_t saved_step_ = 0;
  bool has_changed_ = false;
};

}  // namespace netdyno
