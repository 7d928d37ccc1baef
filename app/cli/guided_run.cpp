// SPDX-License-Identifier: MIT
#include "app/cli/guided_run.h"

#include <cmath>
#include <utility>

#include "engine/train/run_change.h"

namespace netdyno::app {

GuidedRun::GuidedRun(Run& run, RunFolder& folder, const TrainingGoal& goal)
    : run_(run), folder_(folder), goal_(goal) {
  if (is_complete_already()) ending_ = Ending::Completed;
}

Run::Advance GuidedRun::advance() {
  if (!run_.is_validating()) make_due_changes();
  const Run::Advance done = run_.advance();
  if (diverges(done.divergence)) {
    ending_ = Ending::Diverged;
    return done;
  }
  folder_.save_in_passing(run_, run_.history());
  stopped_early_ = done.stopped_early;
  if (stopped_early_ || is_complete(done)) ending_ = Ending::Completed;
  return done;
}

void GuidedRun::make_due_changes() {
  Trainer& trainer = run_.trainer();
  while (const JournalEntry* const entry = folder_.next_change()) {
    if (entry->step > trainer.steps_taken()) return;
    KnobChange change = apply_change(trainer, entry->change);
    if (change.before != change.after)
      run_.history().append(KnobMarker{.step = trainer.steps_taken(),
                                       .epoch = trainer.epochs_taken(),
                                       .seconds = run_.seconds(),
                                       .knob = std::move(change.knob),
                                       .before = std::move(change.before),
                                       .after = std::move(change.after)});
    folder_.change_is_made();
  }
}

GuidedRun::Ending GuidedRun::end(const std::function<void(const ValidationRecord&)>& validated) {
  Ending ending = ending_.value_or(Ending::Interrupted);
  finish_validation(validated);
  if (ending != Ending::Diverged && diverges(run_.trainer().verify())) ending = Ending::Diverged;
  last_ = folder_.capture(run_);
  if (ending == Ending::Diverged) return ending;
  if (run_.trainer().steps_taken() > 0) {  // after a signal too
    run_.request_validation();
    finish_validation(validated);
  }
  // Weights may be finite and yet of no use.
  if (has_bad_validation() && diverges(run_.trainer().give_up("validation")))
    return Ending::Diverged;
  best_ = run_.finish();
  return ending;
}

void GuidedRun::save() {
  folder_.save(run_, std::exchange(last_, std::nullopt));
}

bool GuidedRun::diverges(const std::optional<Divergence>& divergence) {
  if (divergence) divergence_ = *divergence;
  return divergence.has_value();
}

// Of the last step.
bool GuidedRun::has_bad_validation() const {
  const Validations validations = run_.history().validations();
  return !validations.empty() && !std::isfinite(validations.back().loss) &&
         validations.back().step == run_.trainer().steps_taken();
}

bool GuidedRun::is_complete(const Run::Advance& advance) const {
  const std::int64_t steps = run_.trainer().steps_taken();
  if (goal_.steps > 0 && steps >= goal_.steps) return true;
  return advance.finished && goal_.stops_with_epochs;
}

// Of a run that goes on.
bool GuidedRun::is_complete_already() const {
  const Trainer& trainer = run_.trainer();
  if (trainer.steps_taken() == 0) return false;
  Run::Advance last;
  last.finished = trainer.finished_epochs() >= trainer.recipe().epochs;
  return is_complete(last) || trainer.should_stop();
}

void GuidedRun::finish_validation(const std::function<void(const ValidationRecord&)>& validated) {
  while (run_.is_validating()) {
    const Run::Advance done = run_.advance();
    if (done.validation) validated(*done.validation);
  }
}

}  // namespace netdyno::app
