// SPDX-License-Identifier: MIT
#include "engine/train/slope_verdict.h"

#include <algorithm>
#include <cmath>

namespace netdyno {

namespace {

constexpr double kScaleShare = 1.0 / 20;  // of the largest gradient: below it errors are absolute

}  // namespace

double slope_error(double numerical, double backpropagated, double scale) {
  const double size =
      std::max({std::abs(numerical), std::abs(backpropagated), kScaleShare * std::abs(scale)});
  return size > 0 ? std::abs(numerical - backpropagated) / size : 0.0;
}

SlopeVerdict judge_slope(const DerivativeEstimate& numerical, double backpropagated, double scale,
                         double noise, double tolerance) {
  if (!std::isfinite(numerical.value) || !std::isfinite(backpropagated))
    return SlopeVerdict::Differs;
  if (slope_error(numerical.value, backpropagated, scale) <= tolerance) return SlopeVerdict::Agrees;
  const double difference = std::abs(numerical.value - backpropagated);
  if (difference <= noise) return SlopeVerdict::TooSmall;
  const auto [left, right] = std::minmax(numerical.left, numerical.right);
  // The one-sided slopes are a little off themselves: they belong to points beside w.
  const double slack = noise + tolerance * std::max(std::abs(left), std::abs(right));
  const double low = left - slack;
  const double high = right + slack;
  const bool is_enclosed = backpropagated >= low && backpropagated <= high;
  return is_enclosed ? SlopeVerdict::Kink : SlopeVerdict::Differs;
}

JudgedSlope judge_together(const JudgedSlope& wide, const JudgedSlope& narrow,
                           double backpropagated) {
  if (narrow.verdict == SlopeVerdict::Agrees) return narrow;
  const double slope = wide.numerical.value;
  const double spread = std::max(
      {std::abs(narrow.numerical.value - slope), wide.numerical.spread, narrow.numerical.spread});
  const bool bends = spread > std::abs(slope - backpropagated) / 2;
  if (wide.verdict == SlopeVerdict::Differs && bends) return {wide.numerical, SlopeVerdict::Kink};
  return wide;
}

}  // namespace netdyno
