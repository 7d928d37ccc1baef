// engine/session/journal.h
// SPDX-License-Identifier: MIT
//
// Every command that changed training, with the step after which it took effect. Recipe + seed +
// journal = the same run again, bit for bit.

#pragma once

#include <cstdint>
#include <vector>

#include "engine/session/command.h"

namespace netdyno {

struct JournalEntry {
  std::int64_t step = 0;  // took effect after this step
  Command command;
};

using Journal = std::vector<JournalEntry>;

// {"recipe": …, "seed": …, "threads": …, "commands": [{"step", "command", …}]}. `recipe` is the one
// that the run started with.
Json journal_to_json(const Recipe& recipe, int threads, const Journal& journal);

struct JournalDocument {
  Recipe recipe;
  int threads = 1;
  Journal journal;
};
// Errors   RecipeError with the JSON path
JournalDocument journal_from_json(const Json& document);

bool is_journaled(const Command& command);

}  // namespace netdyno
