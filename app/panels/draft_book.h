// app/panels/draft_book.h
// SPDX-License-Identifier: MIT
//
// Values that a person is turning, by knob, until the engine's recipe shows them. Without it a
// slider would jump back between the moment it is let go and the next snapshot.
//
//   Units    times in seconds of any one clock

#pragma once

#include <map>
#include <optional>
#include <string>

namespace netdyno::app {

class DraftBook {
 public:
  // What to show: the draft, or the engine's `current` value when there is none, when the engine
  // has taken it over, or when it did not within a few seconds (it was refused).
  double shown(const std::string& knob, double current, double now);

  // An edit in progress, not sent yet.
  void keep(const std::string& knob, double value);
  void mark_sent(const std::string& knob, double value, double now);
  void forget(const std::string& knob);

 private:
  struct Draft {
    double value = 0;
    std::optional<double> sent_at;  // none: still being edited
  };
  std::map<std::string, Draft> drafts_;
};

}  // namespace netdyno::app
