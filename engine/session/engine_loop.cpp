// SPDX-License-Identifier: MIT
#include "engine/session/engine_loop.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <new>

#include "engine/core/error.h"
#include "engine/data/data_notes.h"

namespace netdyno {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kQuietLoading = 150ms;  // before a run's successor is announced

}  // namespace

EngineLoop::EngineLoop(const SessionOptions& options, Conduits& conduits)
    : conduits_(conduits),
      pool_(options.threads > 0 ? options.threads : WorkerPool::available_threads()),
      kernels_(make_kernels(Backend::OneDnn, pool_)),
      publisher_(options, pool_.threads(), conduits.snapshots),
      checkpoints_(conduits.events, options.wake) {}

void EngineLoop::run() {
  while (!conduits_.is_stopping) {
    try {
      turn();
    } catch (const Error& error) {
      fail(error.what(), error.hint());
    } catch (const std::bad_alloc&) {
      fail("Out of memory", "Choose a smaller batch size or a smaller network");
    } catch (const std::exception& error) {
      fail(error.what(), "This is a fault of the program, please report it");
    }
  }
}

void EngineLoop::turn() {
  apply_commands();
  if (may_advance()) advance();
  settle_history();
  advance_studies();
  save_if_due();
  post_marker(markers_.take_rested(std::chrono::steady_clock::now()));
  // Before the first recipe there is nothing to show.
  if (run_ || !transport_.status().message.empty())
    publisher_.publish_if_due(transport_.status(), run_.get(),
                              run_ ? &run_->trainer().network() : nullptr, studies_,
                              must_advance() ? wait_for_step() : Pace::Clock::duration::zero());
  const bool is_busy = may_advance() || studies_.is_busy();
  if (!is_busy && queue_.empty()) wait_for_command();
}

bool EngineLoop::must_advance() const {
  if (!run_) return false;
  // A pause does not make a deferred knob wait for the next play.
  return transport_.is_running() || (run_->is_validating() && !deferred_.empty());
}

bool EngineLoop::may_advance() const {
  return must_advance() && wait_for_step() == Pace::Clock::duration::zero();
}

Pace::Clock::duration EngineLoop::wait_for_step() const {
  // Validations and steps that were asked for one by one are not held up.
  if (run_->is_validating() || transport_.owes_steps()) return {};
  return pace_.wait(Pace::Clock::now());
}

void EngineLoop::advance_studies() {
  if (!studies_.is_busy()) return;
  try {
    studies_.advance();
  } catch (const Error& error) {
    studies_.cancel();
    refuse(error.what(), error.hint());
  } catch (const std::bad_alloc&) {
    studies_.cancel();
    refuse("Out of memory", "The study needs a copy of the network; close other programs");
  }
  if (!studies_.is_busy()) publisher_.touch();
}

void EngineLoop::wait_for_command() {
  std::chrono::milliseconds wait = markers_.is_collecting() ? MarkerCollector::kRest : 1h;
  if (must_advance()) {  // and waits for its pace; meanwhile the app may ask for a snapshot
    const auto pace = std::chrono::ceil<std::chrono::milliseconds>(wait_for_step());
    wait = std::min({wait, pace, 20ms});
  }
  if (run_)
    wait = std::min(
        wait, autosave_.wait(run_->trainer().steps_taken(), Autosave::Clock::now()).value_or(wait));
  conduits_.commands.wait_for(wait);
}

void EngineLoop::advance() {
  if (!run_->is_validating()) publisher_.before_step(*run_, transport_.owes_steps());
  const Run::Advance done = run_->advance();
  if (done.step) {
    pace_.stepped(Pace::Clock::now());
    conduits_.events.push(*done.step);
  }
  if (done.validation) conduits_.events.push(*done.validation);
  std::optional<BestWeights> best;
  if (done.finished) best = finish_run();
  if (!run_->is_validating()) apply_deferred();
  if (!transport_.advanced(done, run_->is_validating())) return;
  post_marker(markers_.take());
  if (done.divergence) {
    conduits_.events.push(RunDiverged{*done.divergence});
    // Who asked for steps ahead did not know of this.
    queue_.pull(conduits_.commands);
    queue_.drop_steps();
  }
  if (done.finished)
    conduits_.events.push(
        RunFinished{run_->trainer().steps_taken(), done.stopped_early, std::move(best)});
  publisher_.touch();
}

void EngineLoop::close_run() {
  moment_.reset();
  markers_.take();
  deferred_.clear();
  tell_deferred();
  studies_.forget();
  run_.reset();
}

std::optional<BestWeights> EngineLoop::finish_run() {
  std::optional<BestWeights> best = run_->finish();
  if (!best) return best;
  const Trainer& trainer = run_->trainer();
  publisher_.network_changed(trainer.steps_taken());
  mark(best_weights_change(trainer, *best), true);
  return best;
}

void EngineLoop::open(const Recipe& recipe, const std::string& name, bool play,
                      PauseWhileLoading pause) {
  const RunIdentity identity = new_run(name);
  if (!is_untouched(recipe)) put_aside(identity.id);
  const bool is_first = !data_.dataset();
  const bool keep_pins = is_first || loader_.has(recipe);
  close_run();
  if (!load_data(recipe, pause)) return;
  run_ = std::make_unique<Run>(recipe, data_, *kernels_);
  identity_ = identity;
  conduits_.journal.begin(run_->trainer().recipe(), pool_.threads());
  conduits_.events.push(RunStarted{recipe.seed, identity_});
  transport_.open(play);
  publisher_.begin_run(identity_, data_.validation, keep_pins);
  history_mover_ = HistoryMover(autosave_.folder());
  autosave_.begin_run(0, Autosave::Clock::now());
}

bool EngineLoop::load_data(const Recipe& recipe, PauseWhileLoading pause) {
  transport_.load(fmt::format("Reading {}", recipe.data.source.source));
  // What is read or generated in no time takes the place of the run before without a flicker.
  const bool replaces_run = data_.dataset() != nullptr;
  loading_shows_from_ = Publisher::Clock::now() + (replaces_run ? kQuietLoading : 0ms);
  if (!replaces_run) publisher_.touch();
  publish_loading();
  const bool is_loaded = loader_.has(recipe);
  bool is_cancelled = false;
  try {
    data_ = loader_.load(recipe, [&](double share) {
      is_cancelled = !report_loading(share, pause);
      return !is_cancelled;
    });
  } catch (const Error&) {
    if (!is_cancelled) throw;
    // Another recipe that waits speaks for itself.
    if (!opens_another()) fail("Loading was cancelled", "Open a recipe to start a run");
    return false;
  }
  if (!is_loaded)
    for (std::string& note : data_notes(data_, recipe.data.preprocess))
      conduits_.events.push(DataNoted{std::move(note)});
  return true;
}

void EngineLoop::publish_loading() {
  if (Publisher::Clock::now() >= loading_shows_from_)
    publisher_.publish_if_due(transport_.status(), nullptr, nullptr, studies_);
}

bool EngineLoop::report_loading(double share, PauseWhileLoading pause) {
  transport_.set_loading_progress(share);
  publish_loading();
  queue_.pull(conduits_.commands);
  const bool is_paused = pause == PauseWhileLoading::Cancels && queue_.has<Pause>();
  return !conduits_.is_stopping && !is_paused && !opens_another();
}

bool EngineLoop::opens_another() const {
  return queue_.has<OpenRecipe>() || queue_.has<OpenCheckpoint>() || queue_.has<ReopenRun>();
}

void EngineLoop::fail(const std::string& what, const std::string& hint) {
  close_run();
  transport_.fail(what, hint);
  conduits_.events.push(RunFailed{what, hint});
  publisher_.touch();
}

}  // namespace netdyno
