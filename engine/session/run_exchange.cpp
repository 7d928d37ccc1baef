// SPDX-License-Identifier: MIT
//
// How the engine thread puts runs aside and takes them up again.
#include <new>
#include <utility>

#include "engine/session/engine_loop.h"

namespace netdyno {

// A run that is as if it had just been opened with that recipe.
bool EngineLoop::is_untouched(const Recipe& recipe) const {
  return run_ && run_->trainer().steps_taken() == 0 && conduits_.journal.size() == 0 &&
         run_->recipe() == recipe;
}

std::optional<KeptRun> EngineLoop::as_it_stands() {
  post_marker(markers_.take());
  Transport::Status status = transport_.status();
  // Steps that are under way end in a pause.
  if (status.state == RunState::Running && !transport_.plays_on()) status.state = RunState::Paused;
  try {
    return KeptRun{identity_, run_->save(), *conduits_.journal.copy(), status};
  } catch (const std::bad_alloc&) {
    return std::nullopt;  // the one that goes on needs the memory
  }
}

void EngineLoop::put_aside(RunId next) {
  if (!run_) return;
  const std::int64_t step = run_->trainer().steps_taken();
  std::optional<KeptRun> left = as_it_stands();
  conduits_.events.push(RunKept{identity_, next, step});
  if (left)
    keep(std::move(*left));
  else
    conduits_.events.push(RunForgotten{identity_.id});
}

void EngineLoop::keep(KeptRun run) {
  for (const RunId forgotten : kept_.put(std::move(run)))
    conduits_.events.push(RunForgotten{forgotten});
}

void EngineLoop::go_on_as_another(std::optional<KeptRun> left) {
  const RunIdentity before = std::exchange(identity_, new_run(identity_.name));
  moment_.reset();
  publisher_.set_last_change(std::nullopt);
  publisher_.rename_run(identity_);
  conduits_.events.push(RunKept{before, identity_.id, run_->trainer().steps_taken()});
  if (left)
    keep(std::move(*left));
  else
    conduits_.events.push(RunForgotten{before.id});
}

void EngineLoop::obey(const ReopenRun& command) {
  std::optional<KeptRun> kept = kept_.take(command.run);
  if (!kept) return refuse("That run is no longer kept", "The newest are, as memory allows");
  // Who paused meanwhile wants no training now.
  if (kept->status.state == RunState::Running && !transport_.plays_on())
    kept->status.state = RunState::Paused;
  put_aside(kept->identity.id);
  const Recipe recipe = saved_recipe(kept->state.trainer);
  const bool keep_pins = loader_.has(recipe);
  close_run();
  bool is_loaded = false;
  try {
    is_loaded = load_data(recipe, PauseWhileLoading::Cancels);
  } catch (...) {
    keep(std::move(*kept));
    throw;
  }
  if (!is_loaded) return keep(std::move(*kept));
  take_up(recipe, std::move(*kept), keep_pins);
  autosave_.knob_changed();  // what is saved is another run
}

void EngineLoop::obey(const RewindChange&) {
  if (!run_ || !moment_ || !moment_->change().can_go_back)
    return refuse("There is no moment before a change to go back to", "Restart, or undo");
  KeptRun then = moment_->go_back(*run_, *conduits_.journal.copy(), new_run(identity_.name));
  put_aside(then.identity.id);
  const Recipe recipe = saved_recipe(then.state.trainer);
  close_run();
  if (!load_data(recipe, PauseWhileLoading::Waits)) return;
  take_up(recipe, std::move(then), true);
  autosave_.knob_changed();
}

void EngineLoop::take_up(const Recipe& recipe, KeptRun kept, bool keep_pins) {
  auto run = std::make_unique<Run>(recipe, data_, *kernels_);
  run->load(std::move(kept.state));
  run_ = std::move(run);
  identity_ = std::move(kept.identity);
  conduits_.journal.begin(std::move(kept.journal));
  conduits_.events.push(RunStarted{recipe.seed, identity_});
  history_mover_ = HistoryMover(autosave_.folder());
  settle_history();
  conduits_.events.push(RunResumed{std::make_shared<const History>(run_->history())});
  transport_.reopen(kept.status);
  publisher_.begin_run(identity_, data_.validation, keep_pins);
  autosave_.begin_run(run_->trainer().steps_taken(), Autosave::Clock::now());
}

std::optional<ChangeMoment> EngineLoop::moment_before_change() {
  const bool begins = !markers_.is_collecting() && run_->trainer().are_weights_proven();
  if (moment_ && !begins) return std::nullopt;
  try {
    return ChangeMoment(*run_, conduits_.journal.size());
  } catch (const std::bad_alloc&) {
    return std::nullopt;
  }
}

void EngineLoop::note_change(const KnobChange& change, std::optional<ChangeMoment> moment) {
  if (change.before == change.after) return;
  if (moment) moment_ = std::move(moment);
  if (!moment_) return;
  moment_->describe(change);
  publisher_.set_last_change(moment_->change());
}

}  // namespace netdyno
