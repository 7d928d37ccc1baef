// SPDX-License-Identifier: MIT
#include "app/application/engine_feed.h"

#include <fmt/core.h>

#include <utility>
#include <variant>

namespace netdyno::app {
namespace {

struct EventHandler {
  History& history;
  RunNews& news;
  Notifications& notifications;
  double now_secs;

  void operator()(const StepRecord& record) const { history.append(record); }
  void operator()(const ValidationRecord& record) const { history.append(record); }
  void operator()(const KnobMarker& marker) const { history.append(marker); }
  void operator()(const RunStarted& event) const {
    if (!history.empty()) news.replaced = std::make_shared<const History>(std::move(history));
    history = History();
    news.started = event.run;
  }
  void operator()(const RunResumed& event) const {
    history = *event.history;
    const std::int64_t step = history.empty() ? 0 : history.last().step;
    const std::string name = news.started ? news.started->name : std::string();
    say(Severity::Information,
        name.empty() ? fmt::format("As it was after step {}", step)
                     : fmt::format("{} as it was after step {}", name, step),
        {});
  }
  void operator()(const HistorySettled& event) const { history.adopt(*event.full_part); }
  void operator()(const RunKept& event) const { news.kept.push_back(event); }
  void operator()(const RunForgotten& event) const { news.forgotten.push_back(event.run); }
  void operator()(const CheckpointSaved& event) const {
    if (event.was_asked_for)
      say(Severity::Information,
          fmt::format("Saved step {} to {}", event.step, event.folder.string()), {});
  }
  void operator()(const CheckpointFailed& event) const {
    say(Severity::Warning, event.what, event.hint);
  }
  // Stands at the curve, with what can be done.
  void operator()(const RunDiverged&) const {}
  void operator()(const RunFinished& event) const {
    const char* what = event.stopped_early ? "Early stopping: validation no longer improves"
                                           : "The recipe's last epoch is done";
    std::string text = fmt::format("{}, at step {}", what, event.step);
    if (event.best) text += fmt::format("; the weights are those of {}", event.best->text());
    say(Severity::Information, text, "Play trains beyond it");
  }
  void operator()(const RunFailed& event) const { say(Severity::Error, event.what, event.hint); }
  void operator()(const DataNoted& event) const { say(Severity::Warning, event.text, {}); }
  void operator()(const CommandRefused& event) const {
    say(Severity::Warning, event.what, event.hint);
  }

  void say(Severity severity, const std::string& what, const std::string& hint) const {
    notifications.add(severity, what, hint, now_secs);
  }
};

}  // namespace

void EngineFeed::update(Notifications& notifications, double now_secs) {
  const EventHandler handler{history_, news_, notifications, now_secs};
  for (const Event& event : engine_.drain_events()) std::visit(handler, event);
  const std::size_t dropped = engine_.dropped_events();
  if (dropped > known_dropped_)
    notifications.add(Severity::Warning,
                      "The window fell behind: some points of the curves are missing",
                      "The training itself is complete", now_secs);
  known_dropped_ = dropped;
  snapshot_ = engine_.latest_snapshot();
}

void EngineFeed::send_queued() {
  for (Command& command : std::exchange(queued_, {})) engine_.send(std::move(command));
}

}  // namespace netdyno::app
