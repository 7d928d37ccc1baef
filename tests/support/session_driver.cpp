// SPDX-License-Identifier: MIT
#include "tests/support/session_driver.h"

#include <chrono>
#include <thread>

namespace netdyno::test {

namespace {

constexpr std::chrono::seconds kPatience{60};  // generous: sanitizers on a busy machine

}  // namespace

void SessionDriver::look() {
  // The snapshot first: what had happened when it was made is among the events then.
  snapshot_ = session_->latest_snapshot();
  for (Event& event : session_->drain_events()) events_.push_back(std::move(event));
}

bool SessionDriver::wait_until(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  for (;;) {
    look();
    if (condition()) return true;
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

bool SessionDriver::wait_for(RunState state) {
  return wait_until([&] { return snapshot_ && snapshot_->state == state; });
}

bool SessionDriver::wait_for_step(std::int64_t step) {
  return wait_until([&] { return last_step() >= step; });
}

std::int64_t SessionDriver::last_step() const {
  for (auto event = events_.rbegin(); event != events_.rend(); ++event) {
    if (const auto* record = std::get_if<StepRecord>(&*event)) return record->step;
    if (std::holds_alternative<RunStarted>(*event)) return 0;
  }
  return 0;
}

}  // namespace netdyno::test
