// SPDX-License-Identifier: MIT
#include "engine/session/pace.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "engine/core/error.h"

namespace netdyno {

namespace {

constexpr double kSlowest = 1e-3;  // steps/s; slower than this is a pause

}  // namespace

void Pace::set(double steps_per_second) {
  const bool is_limit = std::isfinite(steps_per_second) && steps_per_second >= kSlowest;
  if (steps_per_second != 0 && !is_limit)
    throw Error(fmt::format("No pace of {} steps a second", steps_per_second),
                fmt::format("Take {} or more, or 0 for no limit", kSlowest));
  steps_per_second_ = steps_per_second;
  due_ = {};
}

void Pace::stepped(Clock::time_point now) {
  if (steps_per_second_ == 0) return;
  const auto interval = std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(1 / steps_per_second_));
  due_ = std::max(due_ + interval, now);
  // After a pause, or a step that took long, no steps are made up for.
  if (due_ - now < interval / 2) due_ = now + interval;
}

Pace::Clock::duration Pace::wait(Clock::time_point now) const {
  if (steps_per_second_ == 0) return {};
  return std::max(due_ - now, Clock::duration::zero());
}

}  // namespace netdyno
