// engine/run/replay.h
// SPDX-License-Identifier: MIT
//
// The same run again: recipe + seed + journal give the live run's weights bit for bit, with as many
// threads as the live run had.

#pragma once

#include <cstdint>

#include "engine/run/journal.h"
#include "engine/run/past_changes.h"
#include "engine/run/run.h"

namespace netdyno {

// Trains `run`, which is at step 0, to the end of step `steps`, applying each entry after its step.
//   Errors   RecipeError when an entry does not fit the run's recipe
void replay(Run& run, const Journal& journal, std::int64_t steps);

// The same entries, for who computes moments of a run (moment.h).
PastChanges past_changes(const Journal& journal);

}  // namespace netdyno
