// SPDX-License-Identifier: MIT
//
// How the engine thread obeys commands.
#include <fmt/core.h>

#include <chrono>
#include <new>
#include <type_traits>
#include <utility>

#include "engine/core/error.h"
#include "engine/session/engine_loop.h"

namespace netdyno {

void EngineLoop::apply_commands() {
  queue_.pull(conduits_.commands);
  // What was sent after a step is for after that step, but for what ends it.
  const auto must_step_first = [this] {
    return transport_.owes_steps() && !queue_.has<Pause>() && !opens_another();
  };
  while (!conduits_.is_stopping && !must_step_first()) {
    const std::optional<Command> command = queue_.pop();
    if (!command) return;
    apply(*command);
  }
}

void EngineLoop::apply(const Command& command) {
  const auto obey_transport = [this](const auto& c) {
    if constexpr (requires { obey(c); }) obey(c);
  };
  std::visit(obey_transport, command);
}

void EngineLoop::obey(const Play&) {
  transport_.play();
  publisher_.touch();
}

void EngineLoop::obey(const Pause&) {
  transport_.pause();
  post_marker(markers_.take());
  publisher_.touch();
}

void EngineLoop::obey(const StepOnce&) {
  transport_.step_once();
}

void EngineLoop::obey(const StepEpoch&) {
  transport_.step_epoch();
  publisher_.touch();
}

void EngineLoop::obey(const SetPace& command) {
  try {
    pace_.set(command.steps_per_second);
    publisher_.set_pace(command.steps_per_second);
  } catch (const Error& error) {
    refuse(error.what(), error.hint());
  }
}

void EngineLoop::obey(const Restart& command) {
  if (!run_) return refuse("No run is open", "Open a recipe first");
  apply_deferred();  // they are among the current knobs
  Recipe recipe = run_->trainer().recipe();
  if (command.new_seed) recipe.seed = *command.new_seed;
  start_over(recipe);
}

void EngineLoop::start_over(const Recipe& recipe) {
  // Generated data may be drawn anew; a pause then means the run, not the loading.
  open(recipe, identity_.name, transport_.plays_on(), PauseWhileLoading::Waits);
}

void EngineLoop::obey(const OpenRecipe& command) {
  open(command.recipe, command.name, command.play, PauseWhileLoading::Cancels);
}

void EngineLoop::obey(const SetProbes& command) {
  try {
    publisher_.probes().request(command.ids);
    publisher_.touch();
  } catch (const Error& error) {
    refuse(error.what(), error.hint());
  }
}

void EngineLoop::obey(const PinImages& command) {
  try {
    publisher_.probes().pin(command.examples, data_.validation);
    publisher_.touch();
  } catch (const Error& error) {
    refuse(error.what(), error.hint());
  }
}

void EngineLoop::obey(const RunStudy& command) {
  if (!run_) return refuse("No run is open", "Open a recipe first");
  try {
    studies_.run(run_->trainer(), command);
  } catch (const Error& error) {
    refuse(error.what(), error.hint());
  } catch (const std::bad_alloc&) {
    refuse("There is no memory for the copies that a study works on", "Close other programs");
  }
  publisher_.touch();
}

void EngineLoop::obey(const CancelStudy& command) {
  studies_.cancel(command.study);
  publisher_.touch();
}

void EngineLoop::obey(const BrowseData& command) {
  publisher_.probes().browse(command.page);
  publisher_.touch();
}

void EngineLoop::obey(const SetFocus& command) {
  publisher_.probes().look_at(command.focus);
  publisher_.touch();
}

void EngineLoop::obey(const ExamineImage& command) {
  if (!run_) return refuse("No run is open", "Open a recipe first");
  const Shape& input = run_->trainer().network().spec().input;
  if (!command.image.name.empty() && command.image.shape != input)
    return refuse(fmt::format("The network takes {}, the image is {}", input.text(),
                              command.image.shape.text()),
                  "Drop it again: it is scaled to the network's input then");
  publisher_.probes().examine(command.image);
  publisher_.touch();
}

void EngineLoop::obey(const SetKnob& command) {
  if (!run_) return refuse("No run is open", "Open a recipe first");
  if (command.run != 0 && command.run != identity_.id)
    return refuse("That run is not open", "Go back to it first");
  try {
    const Recipe& recipe = run_->trainer().recipe();
    if (effect_at(recipe, command.path) != KnobEffect::FromStart)
      return change_run(KnobTurn{command.path, command.value});
    apply_deferred();  // they are among the current knobs
    const Recipe changed = with_value(run_->trainer().recipe(), command.path, command.value);
    if (changed != run_->trainer().recipe()) start_over(changed);
  } catch (const RecipeError& error) {
    refuse(error.what(), error.hint());
  }
}

void EngineLoop::obey(const Redraw& command) {
  change_run(command);
}

void EngineLoop::obey(const RestoreBest& command) {
  change_run(command);
}

void EngineLoop::change_run(const RunChange& change) {
  if (!run_) return refuse("No run is open", "Open a recipe first");
  if (!run_->is_validating() || !waits_for_validation(change)) return apply_to_run(change);
  // Of one knob's values only the last counts.
  const auto* turn = std::get_if<KnobTurn>(&change);
  auto* last = deferred_.empty() ? nullptr : std::get_if<KnobTurn>(&deferred_.back());
  if (turn && last && turn->path == last->path && !replaces_weights(change))
    last->value = turn->value;
  else
    deferred_.push_back(change);
  tell_deferred();
}

void EngineLoop::tell_deferred() {
  std::vector<KnobTurn> turns;
  for (const RunChange& change : deferred_)
    if (const auto* turn = std::get_if<KnobTurn>(&change)) turns.push_back(*turn);
  publisher_.set_waiting(std::move(turns));
}

void EngineLoop::apply_deferred() {
  if (deferred_.empty()) return;
  for (; !deferred_.empty(); deferred_.pop_front()) apply_to_run(deferred_.front());
  tell_deferred();
}

void EngineLoop::apply_to_run(const RunChange& change) {
  Trainer& trainer = run_->trainer();
  const bool is_of_weights = replaces_weights(change);
  try {
    // Other weights make another run of it.
    std::optional<KeptRun> left = is_of_weights ? as_it_stands() : std::nullopt;
    std::optional<ChangeMoment> moment = is_of_weights ? std::nullopt : moment_before_change();
    const KnobChange words = apply_change(trainer, change);
    if (is_of_weights)
      go_on_as_another(std::move(left));
    else
      note_change(words, std::move(moment));
    conduits_.journal.append({trainer.steps_taken(), change});
    autosave_.knob_changed();
    publisher_.settings_changed();
    if (changes_inference(change)) publisher_.network_changed(trainer.steps_taken());
    mark(words, is_of_weights);
  } catch (const Error& error) {
    refuse(error.what(), error.hint());
  }
}

void EngineLoop::mark(const KnobChange& change, bool stands_alone) {
  if (change.before == change.after && !stands_alone) return;
  KnobMarker marker{.step = run_->trainer().steps_taken(),
                    .epoch = run_->trainer().epochs_taken(),
                    .seconds = run_->seconds(),
                    .knob = change.knob,
                    .before = change.before,
                    .after = change.after};
  post_marker(markers_.add(std::move(marker), std::chrono::steady_clock::now()));
  if (stands_alone) post_marker(markers_.take());
}

void EngineLoop::post_marker(std::optional<KnobMarker> marker) {
  if (!marker) return;
  run_->history().append(*marker);
  conduits_.events.push(std::move(*marker));
  publisher_.touch();
}

void EngineLoop::refuse(const std::string& what, const std::string& hint) {
  conduits_.events.push(CommandRefused{what, hint});
  publisher_.touch();
}

}  // namespace netdyno
