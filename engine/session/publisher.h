// engine/session/publisher.h
// SPDX-License-Identifier: MIT
//
// Decides when a snapshot is captured and probes are measured, and publishes it.
//
//   Thread   the engine thread
//   Cost     nothing while the app has not taken the last snapshot, unless the state changed

#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "engine/run/run.h"
#include "engine/session/channel.h"
#include "engine/session/probe_runner.h"
#include "engine/session/session.h"
#include "engine/session/snapshot_builder.h"
#include "engine/session/studies.h"
#include "engine/session/transport.h"

namespace netdyno {

class Publisher {
 public:
  using Clock = std::chrono::steady_clock;

  Publisher(const SessionOptions& options, int threads, Mailbox<Snapshot>& mailbox);

  // Something changed that the app should see at once.
  void touch() { is_touched_ = true; }
  // A knob did.
  void settings_changed();
  // It changed the network's outputs too, after `step`.
  void network_changed(std::int64_t step);
  void begin_run(const RunIdentity& run, const DataView& validation, bool keep_pins);
  // The same run, with other weights.
  void rename_run(const RunIdentity& run) { identity_ = run, touch(); }
  void set_last_change(const std::optional<LastChange>& change) { last_change_ = change, touch(); }
  // Knobs that were turned and are not in force yet.
  void set_waiting(std::vector<KnobTurn> turns) { waiting_ = std::move(turns), touch(); }
  void set_pace(double steps_per_second) { pace_ = steps_per_second, touch(); }
  ProbeRunner& probes() { return probes_; }
  // The run is about to make a step; the last one for now, it may be.
  void before_step(const Run& run, bool may_be_last) {
    probes_.before_step(run.trainer(), Clock::now(), may_be_last || pace_ > 0);
  }

  // `run` may be null, and so is then its network, which is for the probes' own passes; a running
  // one waits `idle` for its next step.
  void publish_if_due(const Transport::Status& status, const Run* run, Network* network,
                      const Studies& studies, Clock::duration idle = {});

 private:
  void measure_probes(const Run& run, Network& network, bool is_running,
                      Clock::time_point free_until);

  Mailbox<Snapshot>& mailbox_;
  std::function<void()> wake_;
  std::chrono::duration<double, std::milli> interval_;
  RunIdentity identity_;
  std::optional<LastChange> last_change_;
  std::vector<KnobTurn> waiting_;
  SnapshotBuilder builder_;
  ProbeRunner probes_;
  double pace_ = 0;  // steps/s; 0: no limit
  bool is_touched_ = false;
  Clock::time_point last_{};
};

}  // namespace netdyno
