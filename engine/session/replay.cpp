// SPDX-License-Identifier: MIT
#include "engine/session/replay.h"

#include "engine/session/knob.h"

namespace netdyno {

namespace {

// As a session does.
void advance(Run& run) {
  if (run.advance().finished) run.finish();
}

}  // namespace

void replay(Run& run, const Journal& journal, std::int64_t steps) {
  auto next = journal.begin();
  for (;;) {
    while (run.is_validating()) advance(run);
    const std::int64_t step = run.trainer().steps_taken();
    for (; next != journal.end() && next->step <= step; ++next)
      apply_knob(run.trainer(), next->command);
    if (step >= steps) return;
    advance(run);
  }
}

RunChanges run_changes(const Journal& journal) {
  RunChanges changes;
  for (const JournalEntry& entry : journal)
    changes.push_back({entry.step, [command = entry.command](Trainer& trainer) {
                         apply_knob(trainer, command);
                       }});
  return changes;
}

}  // namespace netdyno
