// app/cli/fork_changes.h
// SPDX-License-Identifier: MIT
//
// --set on a run that is under way: a value of the recipe, as the turn of a knob that makes it so.
//
//   Errors   RecipeError: no such path or value; a path that takes effect from step 0, which says
//   so

#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/train/run_change.h"

namespace netdyno::app {

// What makes a run that has `recipe` have these values ("optimizer.learning_rate=0.1").
std::vector<RunChange> knobs_for(const Recipe& recipe, std::span<const std::string> assignments);

// True where one of them sets what the change set.
bool is_overruled(const RunChange& change, std::span<const std::string> assignments);

}  // namespace netdyno::app
