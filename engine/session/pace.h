// engine/session/pace.h
// SPDX-License-Identifier: MIT
//
// Slow motion: when the next step of a run that is held to a pace is due.
//
//   Thread   the engine thread

#pragma once

#include <chrono>

namespace netdyno {

class Pace {
 public:
  using Clock = std::chrono::steady_clock;

  // 0: no limit. The next step is due at once.
  //   Errors   Error for a number that is no pace, which changes nothing
  void set(double steps_per_second);
  double steps_per_second() const { return steps_per_second_; }

  // A step was made at `now`. The next one is due an interval after this one was, unless the
  // machine is too slow for that.
  void stepped(Clock::time_point now);

  // Until the next step is due; 0 when it is.
  Clock::duration wait(Clock::time_point now) const;

 private:
  double steps_per_second_ = 0;
  Clock::time_point due_{};
};

}  // namespace netdyno
