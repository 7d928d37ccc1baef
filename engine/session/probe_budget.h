// engine/session/probe_budget.h
// SPDX-License-Identifier: MIT
//
// When each probe may be measured beside a running training. All probes together get a share of the
// time; within it each is as fresh as it can be without taking what another needs. Time in which
// training waits for its pace is free: what fits into it is measured after every step.
//
//   Units    costs are wall time of one measurement, as it last was
//   Thread   the engine thread
//   Source   max-min fair sharing: Bertsekas, Gallager, Data Networks (1992), sec. 6.5.2

#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace netdyno {

class ProbeBudget {
 public:
  using Clock = std::chrono::steady_clock;
  using Time = Clock::time_point;
  using Duration = Clock::duration;

  static constexpr double kShare = 0.06;  // of the time, for all probes together

  // `interval` is the least time between two measurements of a probe.
  explicit ProbeBudget(Duration interval) : interval_(interval) {}

  // Which probes there are; what is known of those that stay, stays.
  void request(std::span<const std::string> ids);
  // All are due at once; what they cost is remembered.
  void expire();
  void measured(std::string_view id, Time began, Duration cost);

  // Until `free_until` no step may be made; that is not after `now` when training goes as fast as
  // it can.
  bool is_due(std::string_view id, Time now, Time free_until) const;
  bool is_any_due(Time now, Time free_until) const;

 private:
  struct Rhythm {
    Time began{};     // of the last measurement
    Duration cost{};  // 0: not known yet
    bool is_expired = true;
  };
  bool is_due(const Rhythm& rhythm, Time now, Time free_until) const;
  void share_out();

  Duration interval_;
  std::map<std::string, Rhythm, std::less<>> rhythms_;
  double fair_share_ = kShare;  // that no probe may exceed while another has less than it wants
};

// The largest share f such that the sum of min(wanted, f) stays within `total`; `total` itself when
// all that is wanted fits.
double fair_share(std::vector<double> wanted, double total);

}  // namespace netdyno
