// engine/nn/fixup.h
// SPDX-License-Identifier: MIT
//
// Fixup initialization: a deep residual net that trains without normalization because its branches
// begin as 0 and their updates stay small.
//
//   Formula  of L residual branches with m weights each: the last weight of each branch and the
//   last
//            one of the net become 0, the other ones of a branch are scaled by L^(−1/(2m−2)). An
//            inner branch counts as one of its own. The published scalar biases and multipliers are
//            left out, for the layers have no such parameters.
//   Source   Zhang, Dauphin, Ma, "Fixup initialization: residual learning without normalization"
//            (2019), sec. 3

#pragma once

#include <optional>

#include "engine/nn/network.h"

namespace netdyno {

// Changes the weights whose scheme is "fixup", drawn already; of the layer `only` or of all.
void apply_fixup(Network& network, std::optional<std::size_t> only = {});

}  // namespace netdyno
