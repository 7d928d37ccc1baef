// engine/session/command_queue.h
// SPDX-License-Identifier: MIT
//
// Commands that reached the engine thread and wait to take effect.

#pragma once

#include <algorithm>
#include <deque>
#include <optional>

#include "engine/session/channel.h"
#include "engine/session/command.h"

namespace netdyno {

class CommandQueue {
 public:
  // Takes over what `channel` holds.
  void pull(Channel<Command>& channel);
  void push(Command command) { waiting_.push_back(std::move(command)); }

  // The next one; of neighbours with the same tag only the last.
  std::optional<Command> pop();

  void clear() { waiting_.clear(); }
  // Forgets the steps that were asked for.
  void drop_steps();
  bool empty() const { return waiting_.empty(); }
  template <typename T>
  bool has() const {
    return std::ranges::any_of(waiting_,
                               [](const Command& c) { return std::holds_alternative<T>(c); });
  }

 private:
  std::deque<Command> waiting_;
};

}  // namespace netdyno
