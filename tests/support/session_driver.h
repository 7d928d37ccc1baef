// tests/support/session_driver.h
// SPDX-License-Identifier: MIT
//
// A session as an app sees it: collects events, looks at snapshots, waits for what must come.

#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/session/session.h"

namespace netdyno::test {

class SessionDriver {
 public:
  explicit SessionDriver(SessionOptions options = {.threads = 1, .low_priority = false})
      : session_(std::make_unique<Session>(std::move(options))) {}

  Session& session() { return *session_; }
  void send(Command command) { session_->send(std::move(command)); }
  void destroy() { session_.reset(); }

  // Takes events and the latest snapshot until `condition`; false after a minute.
  bool wait_until(const std::function<bool()>& condition);
  bool wait_for(RunState state);
  bool wait_for_step(std::int64_t step);

  // What the last wait saw; null before the first snapshot.
  const Snapshot* snapshot() const { return snapshot_.get(); }
  const std::vector<Event>& events() const { return events_; }
  void forget_events() { events_.clear(); }

  template <typename T>
  std::vector<T> all() const {
    std::vector<T> found;
    for (const Event& event : events_)
      if (const T* one = std::get_if<T>(&event)) found.push_back(*one);
    return found;
  }
  // The step of the last record.
  std::int64_t last_step() const;

 private:
  void look();

  std::unique_ptr<Session> session_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::vector<Event> events_;
};

}  // namespace netdyno::test
