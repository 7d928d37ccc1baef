// engine/train/saved_numbers.h
// SPDX-License-Identifier: MIT
//
// Numbers of a saved state, none of which is believed: what the JSON has is of the kind and within
// the bounds that the reader names.
//
//   Errors   Error: "The saved state is damaged: \"step\" is 1e+300, …"

#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "engine/recipe/recipe.h"

namespace netdyno {

// No training takes more steps; exact as double, and sums of so many stay far from 2^63.
inline constexpr std::int64_t kMostSteps = 1'000'000'000'000'000;

[[noreturn]] void refuse_saved(const std::string& problem);

// `key` of an object.
const Json& saved_value(const Json& object, const char* key);
std::int64_t saved_whole(const Json& object, const char* key, std::int64_t low = 0,
                         std::int64_t high = kMostSteps);
double saved_finite(const Json& object, const char* key,
                    double low = -std::numeric_limits<double>::max());
bool saved_truth(const Json& object, const char* key);
std::string saved_text(const Json& object, const char* key);

}  // namespace netdyno
