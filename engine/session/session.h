// engine/session/session.h
// SPDX-License-Identifier: MIT
//
// A session: one engine thread that owns a run, obeys commands between two minibatches and shows
// what happens through events and snapshots.
//
//   Thread   all public functions: any one thread (the app's). None waits for training; the
//            destructor waits for at most one step.
//   Errors   a failure of the run becomes RunFailed and state Failed; the session stays alive
//   Cost     a snapshot is captured only if the app took the last one, and probes at most ten
//            times a second

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/journal.h"
#include "engine/session/command.h"
#include "engine/session/event.h"
#include "engine/session/snapshot.h"

namespace netdyno {

struct SessionOptions {
  int threads = 0;                   // of the worker pool, the engine thread included; 0: available
  bool low_priority = true;          // leave the processor to the app first
  double probe_interval_ms = 50;     // between two measurements at full speed
  double snapshot_interval_ms = 16;  // between two snapshots while running
  std::function<void()> wake{};      // called from the engine thread when something new is there
};

class Session {
 public:
  explicit Session(SessionOptions options = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void send(Command command);
  std::vector<Event> drain_events();
  std::size_t dropped_events() const;
  // Null before the first.
  std::shared_ptr<const Snapshot> latest_snapshot();
  // The journal so far, a copy; `recipe` is the one that the run started with.
  std::optional<JournalDocument> journal() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace netdyno
