// app/shell/notifications.h
// SPDX-License-Identifier: MIT
//
// Short messages to the person, each for some seconds. Equal ones are batched with a count.
//
//   Units    times in seconds on any one clock

#pragma once

#include <string>
#include <vector>

namespace netdyno::app {

enum class Severity { Information, Warning, Error };

struct Notification {
  Severity severity = Severity::Information;
  std::string what;
  std::string hint;  // what to do; may be empty
  int count = 1;
  double last_secs = 0;  // when it was said last
};

class Notifications {
 public:
  void add(Severity severity, std::string what, std::string hint, double now_secs);

  // Forgets those whose time is over, then returns the rest, oldest first.
  const std::vector<Notification>& current(double now_secs);

  void dismiss(std::size_t index);

 private:
  std::vector<Notification> all_;
};

// How long one stays: long enough to be read, errors longer.
double lifetime_secs(const Notification& notification);

}  // namespace netdyno::app
