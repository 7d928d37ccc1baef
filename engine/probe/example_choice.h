// engine/probe/example_choice.h
// SPDX-License-Identifier: MIT
//
// Some examples of many, for a plot: one from each of equal stretches of the set, drawn at random,
// so that neither a file that is sorted by class nor one that cycles through them loses a class.

#pragma once

#include <vector>

#include "engine/core/shape.h"

namespace netdyno {

// At most `most` ascending positions in [0, count); all of them where there are no more. The same
// for the same numbers.
std::vector<Index> spread_examples(Index count, Index most);

}  // namespace netdyno
