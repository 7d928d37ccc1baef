// engine/run/fork.h
// SPDX-License-Identifier: MIT
//
// A run that leaves another one: it goes on from a moment of that with weights, optimizer moments,
// random streams, data order, schedule and early stopping as they were, and shares what was
// recorded up to there. Without a change it repeats its parent, bit for bit.
//
//   Units    steps count from the parent's first
//   Cost     a copy of the state; of the history what is not full (history.h)

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/recipe/recipe.h"
#include "engine/run/run.h"

namespace netdyno {

// Where a run comes from.
struct RunParent {
  std::string run;        // its id, or its folder
  std::int64_t step = 0;  // after which the fork left it
};

// `there` stands at the moment of the parent, whose history is `parent`.
Run::State fork_state(const Run& there, const History& parent);

// As the key "parent" of a journal: {"run", "step"}.
Json to_json(const RunParent& parent);
// None in a journal without one. Errors   Error for what no run writes
std::optional<RunParent> parent_in(const Json& journal);

}  // namespace netdyno
