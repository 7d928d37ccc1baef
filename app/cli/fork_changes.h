// app/cli/fork_changes.h
// SPDX-License-Identifier: MIT
//
// --set on a run that is under way: a value of the recipe, as the knob that makes it so.
//
//   Errors   RecipeError: no such path or value; a path that takes effect from step 0, which says
//   so

#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/session/command.h"

namespace netdyno::app {

// What makes a run that has `recipe` have these values ("optimizer.learning_rate=0.1").
std::vector<Command> knobs_for(const Recipe& recipe, std::span<const std::string> assignments);

// True where one of them sets what the knob turned.
bool is_overruled(const Command& knob, std::span<const std::string> assignments);

}  // namespace netdyno::app
