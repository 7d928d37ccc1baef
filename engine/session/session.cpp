// SPDX-License-Identifier: MIT
#include "engine/session/session.h"

#include <exception>
#include <thread>
#include <utility>

#include "engine/session/conduits.h"
#include "engine/session/engine_loop.h"
#include "engine/session/thread_priority.h"

namespace netdyno {

namespace {

// The engine could not even start: no threads left, an unsupported processor.
void report_no_engine(Conduits& conduits, const SessionOptions& options, const char* what) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->state = RunState::Failed;
  snapshot->message = what;
  conduits.events.push(RunFailed{what, {}});
  conduits.snapshots.publish(std::move(snapshot));
  if (options.wake) options.wake();
}

void run_engine(const SessionOptions& options, Conduits& conduits) {
  // First of all, for the workers to inherit.
  if (options.low_priority) lower_thread_priority();
  try {
    EngineLoop(options, conduits).run();
  } catch (const std::exception& error) {
    report_no_engine(conduits, options, error.what());
  }
}

}  // namespace

struct Session::Impl {
  explicit Impl(SessionOptions session_options)
      : options(std::move(session_options)), thread([this] { run_engine(options, conduits); }) {}

  const SessionOptions options;
  Conduits conduits;
  std::jthread thread;  // last: joined before the rest goes
};

Session::Session(SessionOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}

Session::~Session() {
  impl_->conduits.is_stopping = true;
  impl_->conduits.commands.close();
}

void Session::send(Command command) {
  impl_->conduits.commands.push(std::move(command));
}

std::vector<Event> Session::drain_events() {
  return impl_->conduits.events.drain();
}

std::size_t Session::dropped_events() const {
  return impl_->conduits.events.dropped();
}

std::shared_ptr<const Snapshot> Session::latest_snapshot() {
  return impl_->conduits.snapshots.latest();
}

std::optional<JournalDocument> Session::journal() const {
  return impl_->conduits.journal.copy();
}

}  // namespace netdyno
