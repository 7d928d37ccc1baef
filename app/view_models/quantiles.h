// app/view_models/quantiles.h
// SPDX-License-Identifier: MIT
//
// Quantiles and densities of a distribution as far as its histogram knows them.
//
//   Range    within a bin values count as spread evenly, exact zeros as a point, and what lies
//            outside the bins as spread evenly from the smallest, or to the largest value
//   Errors   NaN without finite values

#pragma once

#include <array>

#include "engine/probe/probe.h"

namespace netdyno::app {

// Those of TensorBoard's ribbons: the ends, and 3, 2 and 1 deviations of a normal's halves.
inline constexpr std::array<double, 9> kRibbonShares = {0,    0.07, 0.16, 0.31, 0.5,
                                                        0.69, 0.84, 0.93, 1};

// The value below which `share` of the finite values lie, share in [0,1].
double quantile(const Distribution& distribution, double share);

std::array<double, kRibbonShares.size()> ribbon(const Distribution& distribution);

// Share of all finite values per unit of value in bin i: bins of different widths compare.
double bin_density(const Distribution& distribution, std::size_t bin);

}  // namespace netdyno::app
