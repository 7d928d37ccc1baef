// engine/recipe/recipe_parts.h
// SPDX-License-Identifier: MIT
//
// The objects that a recipe consists of, as it writes them: complete, with all defaults.

#pragma once

#include <vector>

#include "engine/recipe/recipe.h"

namespace netdyno {

Json part_json(const InitSpec& init);
Json part_json(const OptimizerSpec& optimizer);
Json part_json(const ScheduleSpec& schedule);
Json part_json(const Penalty& penalty);
Json part_json(const EarlyStoppingSpec& spec);
Json part_json(const AveragingSpec& spec);
Json part_json(const std::vector<AugmentSpec>& steps);

}  // namespace netdyno
