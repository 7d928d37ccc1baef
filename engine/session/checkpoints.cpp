// SPDX-License-Identifier: MIT
//
// How the engine thread saves runs and goes on with saved ones.
#include <new>
#include <utility>

#include "engine/core/error.h"
#include "engine/recipe/moved_data.h"
#include "engine/session/engine_loop.h"

namespace netdyno {

void EngineLoop::obey(const SetAutosave& command) {
  autosave_.configure(command);
}

void EngineLoop::obey(const SaveCheckpoint& command) {
  if (!run_) return refuse("No run is open", "Open a recipe first");
  save_to(command.folder, true);
}

void EngineLoop::obey(const OpenCheckpoint& command) {
  Checkpoint checkpoint;
  JournalDocument journal;
  // Before the running one is given up.
  try {
    checkpoint = read_checkpoint(command.folder);
    journal = journal_from_json(checkpoint.journal);
  } catch (const Error& error) {
    return refuse(error.what(), error.hint());
  }
  resume(std::move(checkpoint), std::move(journal), command);
}

void EngineLoop::resume(Checkpoint checkpoint, JournalDocument journal,
                        const OpenCheckpoint& command) {
  Recipe recipe = saved_recipe(checkpoint.run.trainer);
  follow_moved_data(recipe, command.folder);
  const RunIdentity identity =
      new_run(checkpoint.name.empty() ? command.folder.filename().string() : checkpoint.name);
  const bool keep_pins = !data_.dataset() || loader_.has(recipe);
  put_aside(identity.id);
  close_run();
  if (!load_data(recipe, PauseWhileLoading::Cancels)) return;
  check_same_data(checkpoint, data_);
  if (auto note = instruction_set_note(checkpoint))
    conduits_.events.push(DataNoted{std::move(*note)});
  const RunState state = command.play ? RunState::Running : RunState::Paused;
  take_up(recipe, {identity, std::move(checkpoint.run), std::move(journal), {.state = state}},
          keep_pins);
}

// What is full leaves the memory, here and where the app keeps it.
void EngineLoop::settle_history() {
  if (!run_ || !history_mover_.is_due(run_->history())) return;
  try {
    if (!history_mover_.move(run_->history())) return;
  } catch (const Error& error) {
    // Tried again with the next full segment, and told once.
    if (!std::exchange(is_history_stuck_, true))
      conduits_.events.push(CheckpointFailed{error.what(), error.hint(), false});
    return;
  }
  is_history_stuck_ = false;
  conduits_.events.push(
      HistorySettled{std::make_shared<const History>(run_->history().full_part())});
}

void EngineLoop::save_if_due() {
  if (!run_ || checkpoints_.is_busy()) return;
  const auto now = Autosave::Clock::now();
  const std::int64_t step = run_->trainer().steps_taken();
  if (!autosave_.is_due(step, now)) return;
  auto took = Autosave::Clock::duration::zero();
  try {
    save_to(autosave_.folder(), false);
    took = Autosave::Clock::now() - now;
  } catch (const std::bad_alloc&) {
    constexpr std::chrono::seconds kRetreat{3};  // stands for a copy that takes so long
    took = kRetreat;
    conduits_.events.push(
        CheckpointFailed{"There is no memory for a copy of this run, so it is "
                         "not saved by itself",
                         "Close other programs", false});
  }
  autosave_.saved(step, Autosave::Clock::now(), took);
}

void EngineLoop::save_to(const std::filesystem::path& folder, bool was_asked_for) {
  const std::optional<JournalDocument> journal = conduits_.journal.copy();
  Checkpoint checkpoint{
      .run = run_->save(),
      .journal = journal_to_json(journal->recipe, journal->threads, journal->journal),
      .goal = {},
      .data = {},
      .name = identity_.name};
  checkpoints_.write({folder, std::move(checkpoint), data_, was_asked_for});
}

}  // namespace netdyno
