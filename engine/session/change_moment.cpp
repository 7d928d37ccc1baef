// SPDX-License-Identifier: MIT
#include "engine/session/change_moment.h"

#include <utility>

#include "engine/optim/optimizer.h"

namespace netdyno {

namespace {

// Weights, the good and the best ones, their average, moments.
std::size_t state_bytes(const Trainer& trainer) {
  const int moments = optimizer_type(trainer.recipe().optimizer.kind).moments;
  std::size_t values = 0;
  for (const Parameter* parameter : trainer.network().parameters())
    values += static_cast<std::size_t>(parameter->value.size());
  return values * sizeof(float) * static_cast<std::size_t>(4 + moments);
}

}  // namespace

ChangeMoment::ChangeMoment(const Run& run, std::size_t journal_entries)
    : steps_(run.history().size()),
      validations_(run.history().validations().size()),
      markers_(run.history().markers().size()),
      journal_entries_(journal_entries) {
  change_.step = run.trainer().steps_taken();
  change_.can_go_back = state_bytes(run.trainer()) <= kMostBytes;
  if (change_.can_go_back) state_ = run.save_without_history();
}

void ChangeMoment::describe(const KnobChange& change) {
  if (change_.knob.empty()) {
    change_.knob = change.knob;
    change_.before = change.before;
  }
  if (change_.knob == change.knob) change_.after = change.after;
}

KeptRun ChangeMoment::go_back(const Run& run, JournalDocument journal, RunIdentity identity) const {
  KeptRun then{.identity = std::move(identity),
               .state = state_,
               .journal = std::move(journal),
               .status = {.state = RunState::Paused}};
  then.state.history = run.history().first_part(steps_, validations_, markers_);
  then.journal.journal.resize(journal_entries_);
  return then;
}

}  // namespace netdyno
