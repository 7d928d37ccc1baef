// engine/session/conduits.h
// SPDX-License-Identifier: MIT
//
// All that the app's thread and the engine thread share.
//
//   Thread   any

#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <utility>

#include "engine/run/journal.h"
#include "engine/session/channel.h"
#include "engine/session/command.h"
#include "engine/session/event.h"
#include "engine/session/snapshot.h"

namespace netdyno {

// The journal of the running run, written by the engine and copied by the app.
class JournalStore {
 public:
  void begin(const Recipe& recipe, int threads) {
    const std::lock_guard lock(mutex_);
    document_ = JournalDocument{recipe, threads, {}};
  }
  // A run goes on that has one already.
  void begin(JournalDocument document) {
    const std::lock_guard lock(mutex_);
    document_ = std::move(document);
  }
  void append(JournalEntry entry) {
    const std::lock_guard lock(mutex_);
    if (document_) document_->journal.push_back(std::move(entry));
  }
  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return document_ ? document_->journal.size() : 0;
  }
  std::optional<JournalDocument> copy() const {
    const std::lock_guard lock(mutex_);
    return document_;
  }

 private:
  mutable std::mutex mutex_;
  std::optional<JournalDocument> document_;
};

struct Conduits {
  // An app that draws takes some ten thousand events a second at most; one that does not (its
  // window is hidden) loses the oldest curves' detail rather than the machine's memory.
  static constexpr std::size_t kEventCapacity = 1 << 18;
  static constexpr std::size_t kCommandCapacity = 1 << 16;

  Channel<Command> commands{kCommandCapacity};
  Channel<Event> events{kEventCapacity};
  Mailbox<Snapshot> snapshots;
  JournalStore journal;
  std::atomic<bool> is_stopping{false};
};

}  // namespace netdyno
