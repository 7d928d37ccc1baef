// engine/run/old_journal.h
// SPDX-License-Identifier: MIT
//
// Journals as they were before knobs had paths: an entry named a command, {"step", "command":
// "layer_option", "layer", "key", "value"}.

#pragma once

#include "engine/train/run_change.h"

namespace netdyno {

// Errors   RecipeError for an unknown command, Json::exception for one without what it needs
RunChange old_change_from_json(const Json& entry);

}  // namespace netdyno
