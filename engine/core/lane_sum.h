// engine/core/lane_sum.h
// SPDX-License-Identifier: MIT
//
// Long sums in double, fast and always in the same order: independent lanes, because one running
// sum would wait for its own last addition, and because a compiler may not reorder one.

#pragma once

#include <array>

#include "engine/core/shape.h"

namespace netdyno {

// term(0) + term(1) + … + term(count − 1), where `term` gives a double and has no side effects.
template <typename Term>
double lane_sum(Index count, Term term) {
  constexpr Index kLanes = 32;
  std::array<double, kLanes> lanes{};
  const Index whole = count / kLanes * kLanes;
  for (Index i = 0; i < whole; i += kLanes)
    for (Index lane = 0; lane < kLanes; ++lane)
      lanes[static_cast<std::size_t>(lane)] += term(i + lane);
  double sum = 0.0;
  for (const double lane : lanes) sum += lane;
  for (Index i = whole; i < count; ++i) sum += term(i);
  return sum;
}

}  // namespace netdyno
