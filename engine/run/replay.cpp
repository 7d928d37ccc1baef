// SPDX-License-Identifier: MIT
#include "engine/run/replay.h"

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
      apply_change(run.trainer(), next->change);
    if (step >= steps) return;
    advance(run);
  }
}

PastChanges past_changes(const Journal& journal) {
  PastChanges changes;
  for (const JournalEntry& entry : journal)
    changes.push_back(
        {entry.step, [change = entry.change](Trainer& trainer) { apply_change(trainer, change); }});
  return changes;
}

}  // namespace netdyno
