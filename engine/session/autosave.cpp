// SPDX-License-Identifier: MIT
#include "engine/session/autosave.h"

#include <algorithm>

namespace netdyno {

namespace {

constexpr int kShareOfTime = 100;  // training : copying

Autosave::Clock::duration seconds(double value) {
  return std::chrono::duration_cast<Autosave::Clock::duration>(
      std::chrono::duration<double>(value));
}

}  // namespace

void Autosave::begin_run(std::int64_t step, Clock::time_point now) {
  saved_step_ = step;
  has_changed_ = false;
  next_ = now + seconds(settings_.every_secs);
}

bool Autosave::is_wanted(std::int64_t step) const {
  return !settings_.folder.empty() && (has_changed_ || step != saved_step_);
}

bool Autosave::is_due(std::int64_t step, Clock::time_point now) const {
  return is_wanted(step) && now >= next_;
}

std::optional<std::chrono::milliseconds> Autosave::wait(std::int64_t step,
                                                        Clock::time_point now) const {
  if (!is_wanted(step)) return std::nullopt;
  using std::chrono::milliseconds;
  return std::max(milliseconds(1), std::chrono::ceil<milliseconds>(next_ - now));
}

void Autosave::saved(std::int64_t step, Clock::time_point now, Clock::duration took) {
  saved_step_ = step;
  has_changed_ = false;
  next_ = now + std::max(seconds(settings_.every_secs), kShareOfTime * took);
}

}  // namespace netdyno
