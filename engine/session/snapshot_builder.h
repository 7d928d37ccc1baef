// engine/session/snapshot_builder.h
// SPDX-License-Identifier: MIT
//
// Captures what the app sees of a run.
//
//   Cost     microseconds: what rarely changes is shared between snapshots

#pragma once

#include <memory>

#include "engine/run/run.h"
#include "engine/session/snapshot.h"

namespace netdyno {

class SnapshotBuilder {
 public:
  explicit SnapshotBuilder(int threads) : threads_(threads) {}

  // Recipe or network differ from the last capture's.
  void settings_changed() { recipe_.reset(); }

  // Writes what `run` has to say; states, messages and probes are the caller's.
  void describe(const Run& run, Snapshot& snapshot);

 private:
  int threads_;
  std::shared_ptr<const Recipe> recipe_;
  std::shared_ptr<const NetworkSummary> network_;
};

}  // namespace netdyno
