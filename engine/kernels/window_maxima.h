// engine/kernels/window_maxima.h
// SPDX-License-Identifier: MIT
//
// The maxima of a row of pooling windows that lie wholly on the image, and where they are. Where
// values are equal the first in reading order wins; a value that is not a number always wins.

#pragma once

#include <cstdint>

#include "engine/kernels/kernels.h"

namespace netdyno {

struct Maximum {
  float value;
  std::int32_t index;

  void take(float candidate, std::int32_t candidate_index) {
    const bool wins = (candidate > value) | (candidate != candidate);
    value = wins ? candidate : value;
    index = wins ? candidate_index : index;
  }
};

// y, winner ← the maxima of `count` windows side by side, the first of which begins at x[start]; a
// winner is an index into x.
void window_maxima(const WindowGeometry& geometry, const float* x, std::int32_t start,
                   std::int32_t count, float* y, std::int32_t* winner);

}  // namespace netdyno
