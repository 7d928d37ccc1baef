// SPDX-License-Identifier: MIT
#include "app/application/knob_undo.h"

#include <algorithm>
#include <utility>

#include "app/view_models/knob_inverse.h"

namespace netdyno::app {
namespace {

constexpr double kDragSecs = 0.7;  // between two commands of one drag, at most
constexpr std::size_t kMostEdits = 500;

}  // namespace

void KnobUndo::record(const Command& command, const Recipe& recipe, double now_secs) {
  const std::optional<Command> back = inverse_of(command, recipe);
  if (!back) return;
  undone_.clear();
  if (continues_last(command, now_secs)) return;
  const bool is_same_frame = !done_.empty() && done_.back().last_secs == now_secs;
  if (!is_same_frame) done_.push_back({{}, {}, now_secs});
  done_.back().forth.push_back(command);
  done_.back().back.insert(done_.back().back.begin(), *back);
  if (done_.size() > kMostEdits) done_.erase(done_.begin());
}

bool KnobUndo::continues_last(const Command& command, double now_secs) {
  if (done_.empty() || now_secs - done_.back().last_secs > kDragSecs) return false;
  const std::string tag = coalescing_tag(command);
  const auto same = std::ranges::find_if(
      done_.back().forth, [&](const Command& each) { return coalescing_tag(each) == tag; });
  if (tag.empty() || same == done_.back().forth.end()) return false;
  *same = command;
  done_.back().last_secs = now_secs;
  return true;
}

std::vector<Command> KnobUndo::undo() {
  if (done_.empty()) return {};
  undone_.push_back(std::move(done_.back()));
  done_.pop_back();
  // What is turned next is an edit of its own.
  if (!done_.empty()) done_.back().last_secs = -1e9;
  return taken(undone_.back().back);
}

std::vector<Command> KnobUndo::redo() {
  if (undone_.empty()) return {};
  done_.push_back(std::move(undone_.back()));
  undone_.pop_back();
  done_.back().last_secs = -1e9;
  return taken(done_.back().forth);
}

// Whoever sends them will be told of the run that makes way: that is no edit of its own.
std::vector<Command> KnobUndo::taken(const std::vector<Command>& commands) {
  for (const Command& command : commands)
    if (const auto* reopen = std::get_if<ReopenRun>(&command)) awaited_ = reopen->run;
  return commands;
}

void KnobUndo::record_run(RunId kept, RunId next) {
  if (std::exchange(awaited_, 0) == next) return;
  undone_.clear();
  done_.push_back({{ReopenRun{next}}, {ReopenRun{kept}}, -1e9});
}

void KnobUndo::forget_run(RunId run) {
  const auto names = [&](const std::vector<Command>& commands) {
    return std::ranges::any_of(commands, [&](const Command& command) {
      const auto* reopen = std::get_if<ReopenRun>(&command);
      return reopen && reopen->run == run;
    });
  };
  // The last one that needs it, and what lies below.
  const auto forget = [&](std::vector<Edit>& edits, std::vector<Command> Edit::*commands) {
    const auto last = std::find_if(edits.rbegin(), edits.rend(),
                                   [&](const Edit& edit) { return names(edit.*commands); });
    edits.erase(edits.begin(), last.base());
  };
  forget(done_, &Edit::back);
  forget(undone_, &Edit::forth);
}

}  // namespace netdyno::app
