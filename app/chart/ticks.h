// app/chart/ticks.h
// SPDX-License-Identifier: MIT
//
// Where an axis is marked and what is written there: round numbers, as few as fit, with just the
// digits that tell neighbours apart. Plain notation; very large and very small numbers as 1e-5.
//
//   Range    finite min < max; on a log axis both > 0. Anything else gives no ticks.
//   Source   Heckbert, "Nice numbers for graph labels", Graphics Gems (1990)

#pragma once

#include <string>
#include <vector>

#include "app/chart/figure.h"

namespace netdyno::app {

struct Tick {
  double value = 0;
  std::string label;     // empty: a minor tick
  bool is_major = true;  // minor ones have a fainter grid line
};

// The step of 1, 2 or 5 times a power of ten that puts at most `max_count` ticks into `span`.
double nice_step(double span, int max_count);

// At most about `max_count` labelled ticks within [axis.min, axis.max], ascending. A log axis that
// spans several decades has its decades labelled and minor ticks at 2…9 between them.
std::vector<Tick> axis_ticks(const Axis& axis, int max_count);

// `value` with the digits that a neighbour at distance `resolution` differs in: (0.25, 0.05) is
// "0.25", (1000, 500) is "1000".
std::string tick_label(double value, double resolution);

}  // namespace netdyno::app
