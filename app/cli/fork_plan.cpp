// SPDX-License-Identifier: MIT
#include "app/cli/fork_plan.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/cli/fork_changes.h"
#include "engine/core/error.h"
#include "engine/recipe/moved_data.h"
#include "engine/run/fork.h"
#include "engine/run/moment.h"
#include "engine/run/replay.h"
#include "engine/train/saved_numbers.h"

namespace netdyno::app {

ForkPlan::ForkPlan(const std::filesystem::path& folder, std::int64_t at,
                   std::vector<std::string> assignments)
    : parent(read_checkpoint(folder)),
      past(journal_from_json(parent.journal)),
      step(at),
      sets(std::move(assignments)),
      folder_(folder) {
  const std::int64_t last = saved_step(parent.run.trainer);
  if (step > last)
    throw RecipeError(
        "--at",
        fmt::format("{} is no step of the run in {}, which took {}", step, folder.string(), last),
        "Name one of its steps; 0 is before the first");
  // Refused before a long way back.
  if (step > 0) knobs_for(saved_recipe(parent.run.trainer), sets);
}

Recipe ForkPlan::start() const {
  Recipe recipe = past.recipe;
  recipe.epochs = saved_recipe(parent.run.trainer).epochs;  // as it was set last
  if (step == 0) {
    Json document = recipe_to_json(recipe);
    for (const std::string& set : sets) apply_override(document, set);
    recipe = recipe_from_json(document);
  }
  follow_moved_data(recipe, folder_);
  return recipe;
}

std::filesystem::path ForkPlan::weights() const {
  return parent.journal.contains(kJournalWeights) ? saved_text(parent.journal, kJournalWeights)
                                                  : std::string();
}

bool ForkPlan::lead(Run& run, const std::function<bool(std::int64_t step)>& goes_on) {
  if (step == 0) {
    write_journal(run.recipe());
    return true;
  }
  check_same_data(parent, run.data());
  if (const auto note = instruction_set_note(parent)) notes.push_back(*note);
  const PastChanges changes = past_changes(past.journal);
  Timeline first;
  if (!weights().empty()) first.begin(run, 0);
  MomentSearch search({.recipe = past.recipe,
                       .changes = &changes,
                       .history = &parent.run.history,
                       .timeline = &first,
                       // A training without a window has it done at its very end alone, which
                       // one that goes on has not seen; a session, whose runs have names, at once.
                       .restores_best = !parent.name.empty()},
                      std::as_const(run).trainer(), 0);
  search.seek(step);
  while (!search.advance())
    if (!goes_on(search.moment().step)) return false;
  if (search.first_mismatch())
    notes.push_back(fmt::format(
        "From step {} on the way here is not the parent's, bit for bit: it was trained with other "
        "threads or instructions, from weights of a file, or with epochs that were changed",
        *search.first_mismatch()));
  run.load(fork_state(*search.shadow(), parent.run.history));
  write_journal(run.recipe());
  return true;
}

// What was changed so far, and "ahead" what is still to be.
void ForkPlan::write_journal(const Recipe& there) {
  Journal made, ahead;
  std::vector<RunChange> own;
  if (step > 0) own = knobs_for(there, sets);
  auto entry = past.journal.begin();
  for (; entry != past.journal.end() && entry->step < step; ++entry) made.push_back(*entry);
  const auto take_until = [&](std::int64_t last) {
    for (; entry != past.journal.end() && entry->step <= last; ++entry)
      if (!is_overruled(entry->change, sets)) ahead.push_back(*entry);
  };
  take_until(step);
  for (RunChange& change : own) ahead.push_back({step, std::move(change)});
  take_until(kMostSteps);
  const Recipe& first = step == 0 ? there : past.recipe;
  journal = journal_to_json(first, past.threads, made);
  journal["ahead"] = journal_to_json(first, past.threads, ahead)["commands"];
  if (const std::filesystem::path file = weights(); !file.empty())
    journal[kJournalWeights] = file.string();
  journal["parent"] =
      to_json(RunParent{std::filesystem::absolute(folder_).lexically_normal().string(), step});
}

}  // namespace netdyno::app
