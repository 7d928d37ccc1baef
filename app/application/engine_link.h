// app/application/engine_link.h
// SPDX-License-Identifier: MIT
//
// The app's end of the conduits to the engine: commands out, events and snapshots in. A session in
// the app, a script in tests.
//
//   Thread   the app's; nothing here waits

#pragma once

#include <memory>
#include <vector>

#include "engine/session/session.h"

namespace netdyno::app {

class EngineLink {
 public:
  virtual ~EngineLink() = default;
  virtual void send(Command command) = 0;
  virtual std::vector<Event> drain_events() = 0;
  virtual std::size_t dropped_events() const = 0;
  virtual std::shared_ptr<const Snapshot> latest_snapshot() = 0;  // null before the first
};

class SessionLink final : public EngineLink {
 public:
  explicit SessionLink(SessionOptions options) : session_(std::move(options)) {}

  void send(Command command) override { session_.send(std::move(command)); }
  std::vector<Event> drain_events() override { return session_.drain_events(); }
  std::size_t dropped_events() const override { return session_.dropped_events(); }
  std::shared_ptr<const Snapshot> latest_snapshot() override { return session_.latest_snapshot(); }

 private:
  Session session_;
};

}  // namespace netdyno::app
