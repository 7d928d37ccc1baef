// app/cli/notes.h
// SPDX-License-Identifier: MIT
//
// What a command tells beside its results: on standard error, where it is in the way of no program.

#pragma once

#include <string>
#include <vector>

#include "engine/data/dataset.h"
#include "engine/recipe/recipe.h"

namespace netdyno::app {

// A line "netdyno: note: …" for each.
void print_notes(const std::vector<std::string>& notes);

// What data_notes() has to say of a recipe's data.
void print_data_notes(const DataSplits& data, const Recipe& recipe);

}  // namespace netdyno::app
