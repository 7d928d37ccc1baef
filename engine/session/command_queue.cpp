// SPDX-License-Identifier: MIT
#include "engine/session/command_queue.h"

namespace netdyno {

namespace {

bool is_superseded(const Command& command, const Command& next) {
  if (command.index() != next.index()) return false;
  const std::string tag = coalescing_tag(command);
  return !tag.empty() && tag == coalescing_tag(next);
}

}  // namespace

void CommandQueue::pull(Channel<Command>& channel) {
  while (std::optional<Command> command = channel.try_pop())
    waiting_.push_back(std::move(*command));
}

void CommandQueue::drop_steps() {
  std::erase_if(waiting_, [](const Command& command) {
    return std::holds_alternative<StepOnce>(command) || std::holds_alternative<StepEpoch>(command);
  });
}

std::optional<Command> CommandQueue::pop() {
  if (waiting_.empty()) return std::nullopt;
  while (waiting_.size() > 1 && is_superseded(waiting_[0], waiting_[1])) waiting_.pop_front();
  Command command = std::move(waiting_.front());
  waiting_.pop_front();
  return command;
}

}  // namespace netdyno
