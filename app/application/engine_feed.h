// app/application/engine_feed.h
// SPDX-License-Identifier: MIT
//
// What the app knows of the engine in one frame: the history so far and one snapshot. Taken once
// per frame, so that all panels show the same step.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/application/engine_link.h"
#include "app/panels/frame_context.h"
#include "app/shell/notifications.h"

namespace netdyno::app {

// What became of the session's runs since it was asked for last.
struct RunNews {
  std::vector<RunKept> kept;
  std::vector<RunId> forgotten;
  std::optional<RunIdentity> started;
  std::shared_ptr<const History> replaced;  // of the run before `started`; null: it had none
};

class EngineFeed final : public CommandSink {
 public:
  explicit EngineFeed(EngineLink& engine) : engine_(engine) {}

  // Drains the events into the history and takes the latest snapshot. What a person must be told
  // goes to `notifications`.
  void update(Notifications& notifications, double now_secs);

  const History& history() const { return history_; }
  const Snapshot* snapshot() const { return snapshot_.get(); }  // null before the first

  RunNews take_run_news() { return std::exchange(news_, {}); }

  // Kept until send_queued(): commands leave after all panels are drawn.
  void send(Command command) override { queued_.push_back(std::move(command)); }
  void send_queued();

 private:
  EngineLink& engine_;
  History history_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::vector<Command> queued_;
  std::size_t known_dropped_ = 0;
  RunNews news_;
};

}  // namespace netdyno::app
