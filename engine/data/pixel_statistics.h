// engine/data/pixel_statistics.h
// SPDX-License-Identifier: MIT
//
// Mean and deviation of each dimension over a set of examples.
//
//   Units    as Dataset::read() gives them: pixels in [0,1]
//   Shapes   results [sample size]
//   Range    deviation = √(Σ (x − m)²/n), the population's; exactly 0 for a dimension that never
//            changes, and for no other; bytes are summed as integers, exactly; floats in double, in
//            file order
//   Cost     one pass over bytes (60000 images of 784 in some 20 ms), two over floats
//   Errors   DYNO_CHECK: the view is not empty

#pragma once

#include <vector>

#include "engine/data/dataset.h"

namespace netdyno {

struct PixelMoments {
  std::vector<double> means;
  std::vector<double> deviations;
};

std::vector<double> pixel_means(const DataView& view);
PixelMoments pixel_moments(const DataView& view);

}  // namespace netdyno
