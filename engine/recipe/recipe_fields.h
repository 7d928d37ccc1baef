// engine/recipe/recipe_fields.h
// SPDX-License-Identifier: MIT
//
// The recipe's keys that belong to no registry's row, as tables: the reader checks a recipe
// against them, and the schema prints them.

#pragma once

#include <span>

#include "engine/core/options.h"

namespace netdyno {

// At the top: batch_size, epochs, shuffle. `seed` is not among them, for it takes all 64 bits.
std::span<const OptionField> run_fields();
// Of `data`: train, validation.
std::span<const OptionField> split_fields();
// Of `optimizer`, whatever its kind: learning_rate.
std::span<const OptionField> learning_rate_fields();
// Of `penalty`: l2, l1.
std::span<const OptionField> penalty_fields();

}  // namespace netdyno
