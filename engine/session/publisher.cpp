// SPDX-License-Identifier: MIT
#include "engine/session/publisher.h"

#include <utility>

namespace netdyno {

Publisher::Publisher(const SessionOptions& options, int threads, Mailbox<Snapshot>& mailbox)
    : mailbox_(mailbox),
      wake_(options.wake),
      interval_(options.snapshot_interval_ms),
      builder_(threads),
      probes_(std::chrono::duration_cast<Clock::duration>(
          std::chrono::duration<double, std::milli>(options.probe_interval_ms))) {}

void Publisher::settings_changed() {
  builder_.settings_changed();
  probes_.settings_changed();
  touch();
}

void Publisher::network_changed(std::int64_t step) {
  probes_.invalidate(step);
  touch();
}

void Publisher::begin_run(const RunIdentity& run, const DataView& validation, bool keep_pins) {
  identity_ = run;
  last_change_.reset();
  builder_.settings_changed();
  probes_.begin_run(validation, keep_pins);
  touch();
}

void Publisher::publish_if_due(const Transport::Status& status, const Run* run, Network* network,
                               const Studies& studies, Clock::duration idle) {
  const bool is_running = status.state == RunState::Running;
  const bool is_moving = is_running || status.state == RunState::Loading || studies.is_busy();
  const bool is_due = is_moving && Clock::now() - last_ >= interval_ && !mailbox_.is_waiting();
  if (!is_due && !is_touched_) return;

  auto snapshot = std::make_shared<Snapshot>();
  snapshot->state = status.state;
  snapshot->message = status.message;
  snapshot->hint = status.hint;
  snapshot->loading_progress = status.loading_progress;
  snapshot->divergence = status.divergence;
  snapshot->pace = pace_;
  snapshot->run = identity_;
  if (run) {
    snapshot->last_change = last_change_;
    snapshot->waiting = waiting_;
    measure_probes(*run, *network, is_running, Clock::now() + idle);
    builder_.describe(*run, *snapshot);
    snapshot->pinned = probes_.pinned();
    snapshot->probes = probes_.results();
    snapshot->focus = probes_.focus();
    snapshot->examined_name = probes_.examined_name();
    studies.describe(*snapshot);
  }
  is_touched_ = false;
  last_ = Clock::now();
  mailbox_.publish(std::move(snapshot));
  if (wake_) wake_();
}

void Publisher::measure_probes(const Run& run, Network& network, bool is_running,
                               Clock::time_point free_until) {
  if (!probes_.is_stale(run.trainer())) return;
  if (is_running)
    probes_.measure_due(run.trainer(), network, free_until);
  else
    probes_.measure(run.trainer(), network);
}

}  // namespace netdyno
