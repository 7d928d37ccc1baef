// SPDX-License-Identifier: MIT
#include "app/application/stepped_engine.h"

#include <algorithm>
#include <utility>

#include "engine/core/error.h"
#include "engine/probe/probe.h"

namespace netdyno::app {
namespace {

constexpr std::chrono::milliseconds kLongestWait(20);  // a step by itself wakes nobody
constexpr std::int64_t kStepsInFlight = 50;            // well within the channel's capacity

bool has_probes(const Snapshot& snapshot, const std::vector<std::string>& ids) {
  return std::all_of(ids.begin(), ids.end(), [&](const std::string& id) {
    const auto found = snapshot.probes.find(id);
    const Probe& probe = *find_probe(id);
    if (found == snapshot.probes.end()) return snapshot.step == 0 && probe.needs_step;
    return probe.subject != ProbeSubject::Network || found->second->step == snapshot.step;
  });
}

// Nothing moves any more after `step`. A run that diverged went back to its last good weights.
bool is_settled(const Snapshot& snapshot, std::int64_t step) {
  const bool is_there = snapshot.step >= step || snapshot.state == RunState::Diverged;
  return is_there && snapshot.state != RunState::Running && !snapshot.is_validating;
}

}  // namespace

SteppedEngine::SteppedEngine()
    : news_(1),
      session_(std::make_unique<Session>(SessionOptions{.wake = [this] { news_.push(0); }})) {}

void SteppedEngine::await_news() {
  news_.wait_for(kLongestWait);
  news_.drain();
}

void SteppedEngine::train(const Recipe& recipe, std::int64_t steps) {
  send(OpenRecipe{recipe, false});
  await_loaded();
  advance(steps);
}

void SteppedEngine::advance(std::int64_t steps) {
  const std::int64_t end = step_ + steps;
  for (std::int64_t asked = step_; asked < end && !has_diverged_;) {
    const std::int64_t goal = std::min(asked + kStepsInFlight, end);
    for (; asked < goal; ++asked) send(StepOnce{});  // they add up
    has_diverged_ = !await_step(goal);
  }
}

void SteppedEngine::await_loaded() {
  for (;;) {
    const std::shared_ptr<const Snapshot> snapshot = latest_snapshot();
    if (snapshot && snapshot->state == RunState::Failed)
      throw Error(snapshot->message, snapshot->hint);
    if (snapshot && snapshot->state != RunState::Loading) return;
    await_news();
  }
}

bool SteppedEngine::await_step(std::int64_t step) {
  while (step_ < step) {
    await_news();
    for (Event& event : session_->drain_events()) {
      if (const auto* failed = std::get_if<RunFailed>(&event))
        throw Error(failed->what, failed->hint);
      if (const auto* record = std::get_if<StepRecord>(&event)) step_ = record->step;
      const bool diverged = std::holds_alternative<RunDiverged>(event);
      events_.push_back(std::move(event));
      if (diverged) return false;
    }
  }
  return true;
}

void SteppedEngine::await_probes(const std::vector<std::string>& ids,
                                 std::chrono::milliseconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (std::chrono::steady_clock::now() < end) {
    const std::shared_ptr<const Snapshot> snapshot = latest_snapshot();
    if (snapshot && is_settled(*snapshot, step_) && has_probes(*snapshot, ids)) return;
    await_news();
  }
}

std::vector<Event> SteppedEngine::drain_events() {
  std::vector<Event> events = std::exchange(events_, {});
  for (Event& event : session_->drain_events()) events.push_back(std::move(event));
  return events;
}

}  // namespace netdyno::app
