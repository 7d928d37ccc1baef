// engine/run/journal.h
// SPDX-License-Identifier: MIT
//
// Every change of a training, with the step after which it took effect. Recipe + seed + journal =
// the same run again, bit for bit.

#pragma once

#include <cstdint>
#include <vector>

#include "engine/train/run_change.h"

namespace netdyno {

struct JournalEntry {
  std::int64_t step = 0;  // took effect after this step
  RunChange change;
};

using Journal = std::vector<JournalEntry>;

// {"recipe": …, "seed": …, "threads": …, "commands": […]}, of which each is a knob, {"step",
// "path", "value"}, or an action, {"step", "action": "redraw", "layer"} or {"step", "action":
// "restore_best"}. `recipe` is the one that the run started with.
Json journal_to_json(const Recipe& recipe, int threads, const Journal& journal);

struct JournalDocument {
  Recipe recipe;
  int threads = 1;
  Journal journal;
};
// Takes the form of earlier versions, {"step", "command", …}, too.
// Errors   RecipeError with the JSON path
JournalDocument journal_from_json(const Json& document);

}  // namespace netdyno
