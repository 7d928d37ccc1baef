// engine/train/validation_need.h
// SPDX-License-Identifier: MIT
//
// What waits for validation results would wait for ever where nothing is validated.

#pragma once

#include "engine/data/data_source.h"
#include "engine/optim/schedule.h"
#include "engine/train/early_stopping.h"

namespace netdyno {

// Errors   RecipeError at schedule.kind for one that looks at the validation loss without
//          validation examples
void check_need(const ScheduleSpec& spec, const DataSplits& data);

// Errors   RecipeError at early_stopping.patience, likewise
void check_need(const EarlyStoppingSpec& spec, const DataSplits& data);

}  // namespace netdyno
