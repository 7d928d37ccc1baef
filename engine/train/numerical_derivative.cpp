// SPDX-License-Identifier: MIT
#include "engine/train/numerical_derivative.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace netdyno {

DerivativeEstimate estimate_derivative(const std::function<FunctionPoint(double h)>& at,
                                       double step) {
  constexpr std::size_t kSteps = 6;
  constexpr double kShrink = 1.6;
  constexpr double kShrink2 = kShrink * kShrink;
  const FunctionPoint centre = at(0);
  DerivativeEstimate best;
  best.error = std::numeric_limits<double>::infinity();
  // table[i][j]: the j-fold extrapolation that the steps up to i allow.
  std::array<std::array<double, kSteps>, kSteps> table{};
  double lowest = std::numeric_limits<double>::infinity();
  double highest = -lowest;
  double h = step;
  for (std::size_t i = 0; i < kSteps; ++i, h /= kShrink) {
    const FunctionPoint high = at(h);
    const FunctionPoint low = at(-h);
    table[i][0] = (high.f - low.f) / (high.x - low.x);
    best.right = (high.f - centre.f) / (high.x - centre.x);
    best.left = (centre.f - low.f) / (centre.x - low.x);
    lowest = std::min(lowest, table[i][0]);
    highest = std::max(highest, table[i][0]);
    double power = kShrink2;
    for (std::size_t j = 1; j <= i; ++j, power *= kShrink2) {
      table[i][j] = (table[i][j - 1] * power - table[i - 1][j - 1]) / (power - 1);
      const double error = std::max(std::abs(table[i][j] - table[i][j - 1]),
                                    std::abs(table[i][j] - table[i - 1][j - 1]));
      if (!(error <= best.error)) continue;
      best.value = table[i][j];
      best.error = error;
    }
  }
  at(0);
  best.spread = highest - lowest;
  return best;
}

}  // namespace netdyno
