// SPDX-License-Identifier: MIT
#include "engine/run/fork.h"

#include <nlohmann/json.hpp>

#include "engine/train/saved_numbers.h"

namespace netdyno {

Run::State fork_state(const Run& there, const History& parent) {
  Run::State state = there.save_without_history();
  const std::int64_t step = there.trainer().steps_taken();
  state.history = parent.until(step);
  const Validations validations = state.history.validations();
  const bool was_validated = !validations.empty() && validations.back().step == step;
  if (was_validated && state.validated_step != step) {
    // It closed a run that ended here, and never happened to one that goes on.
    state.history = state.history.first_part(state.history.size(), validations.size() - 1,
                                             state.history.markers().size());
  }
  // The time that the parent took, not that of computing it again.
  state.seconds = state.history.empty() ? 0 : state.history.last().seconds;
  if (state.validated_step == step && was_validated)
    state.seconds = parent.validations().at_step(step)->seconds;
  return state;
}

Json to_json(const RunParent& parent) {
  return {{"run", parent.run}, {"step", parent.step}};
}

std::optional<RunParent> parent_in(const Json& journal) {
  if (!journal.is_object() || !journal.contains("parent")) return std::nullopt;
  const Json& parent = journal.at("parent");
  return RunParent{.run = saved_text(parent, "run"), .step = saved_whole(parent, "step")};
}

}  // namespace netdyno
