// tests/app/application/fake_engine.h
// SPDX-License-Identifier: MIT
//
// An engine that a test plays: it says what the test wants and remembers what it was told.

#pragma once

#include <utility>

#include "app/application/engine_link.h"
#include "app/shell/texture_store.h"

namespace netdyno::app {

class FakeEngine final : public EngineLink {
 public:
  void send(Command command) override { sent.push_back(std::move(command)); }
  std::vector<Event> drain_events() override { return std::exchange(events, {}); }
  std::size_t dropped_events() const override { return dropped; }
  std::shared_ptr<const Snapshot> latest_snapshot() override {
    ++snapshots_taken;
    return snapshot;
  }

  // The commands of that type so far.
  template <typename T>
  std::vector<T> all() const {
    std::vector<T> found;
    for (const Command& command : sent)
      if (const T* match = std::get_if<T>(&command)) found.push_back(*match);
    return found;
  }

  std::vector<Command> sent;
  std::vector<Event> events;
  std::size_t dropped = 0;
  std::shared_ptr<const Snapshot> snapshot;
  int snapshots_taken = 0;
};

class NoTextures final : public TextureStore {
 public:
  void* texture(const std::string&, std::uint64_t, const std::function<Pixels()>& paint) override {
    paint();
    return this;
  }
};

}  // namespace netdyno::app
