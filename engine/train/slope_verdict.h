// engine/train/slope_verdict.h
// SPDX-License-Identifier: MIT
//
// Whether a gradient is the slope that differences of the loss show, where the loss is rounded and
// may have kinks.

#pragma once

#include "engine/train/numerical_derivative.h"

namespace netdyno {

// One value's outcome.
enum class SlopeVerdict { Agrees, Kink, TooSmall, Differs };

// |n − b| / max(|n|, |b|, scale/20).
double slope_error(double numerical, double backpropagated, double scale);

// `scale`: the largest gradient of the parameter; `noise`: what rounding leaves of a slope.
SlopeVerdict judge_slope(const DerivativeEstimate& numerical, double backpropagated, double scale,
                         double noise, double tolerance);

struct JudgedSlope {
  DerivativeEstimate numerical;
  SlopeVerdict verdict = SlopeVerdict::Differs;
};

// What two step sizes say together. The smaller one may fit between kinks, though it resolves less.
// Where both find the same slope there is no kink, and the wide one's verdict stands. Where the
// differences are as far from each other as from the gradient, the loss bends too much for them to
// tell: a kink.
JudgedSlope judge_together(const JudgedSlope& wide, const JudgedSlope& narrow,
                           double backpropagated);

}  // namespace netdyno
