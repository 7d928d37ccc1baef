// app/application/stepped_engine.h
// SPDX-License-Identifier: MIT
//
// A session that trains an exact number of steps and then stands still, so that what is drawn from
// it does not depend on the speed of the machine.
//
//   Thread   one; waits for the engine, which the app in a window never does

#pragma once

#include <memory>
#include <vector>

#include "app/application/engine_link.h"
#include "engine/recipe/recipe.h"
#include "engine/session/channel.h"

namespace netdyno::app {

class SteppedEngine final : public EngineLink {
 public:
  SteppedEngine();

  // Loads and trains; stops early when the loss is not finite. Pauses after the last step.
  // Errors   Error when the run fails, as with missing data
  void train(const Recipe& recipe, std::int64_t steps);
  // So many steps more, in the same way.
  void advance(std::int64_t steps);

  // Waits until each of these probes was measured after the last step, or the time is over.
  void await_probes(const std::vector<std::string>& ids, std::chrono::milliseconds limit);

  void send(Command command) override { session_->send(std::move(command)); }
  std::vector<Event> drain_events() override;
  std::size_t dropped_events() const override { return session_->dropped_events(); }
  std::shared_ptr<const Snapshot> latest_snapshot() override { return session_->latest_snapshot(); }

 private:
  void await_news();
  void await_loaded();
  // Collects events; false when the run cannot go on.
  bool await_step(std::int64_t step);

  Channel<int> news_;
  std::unique_ptr<Session> session_;  // after what its thread wakes
  std::vector<Event> events_;         // collected while training, for drain_events()
  std::int64_t step_ = 0;
  bool has_diverged_ = false;
};

}  // namespace netdyno::app
