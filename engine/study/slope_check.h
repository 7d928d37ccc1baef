// engine/study/slope_check.h
// SPDX-License-Identifier: MIT
//
// Whether a gradient is the slope of a loss, where the loss is rounded and may have kinks.
//
// By the fundamental theorem (L(b) − L(a)) / (b − a) is the mean of dL/dw over [a, b], kinks or
// not, for the loss is continuous. So the difference quotient of a stretch is held against the mean
// of the backpropagated gradient at five points of it. How much a jump between two of them may hide
// is known, and so is what rounding leaves; what is neither is a wrong gradient. Stretches of
// several widths, some beside the weight, get between kinks and away from one that lies exactly at
// the weight (a bias of 0 before a ReLU on black pixels).

#pragma once

#include <functional>

namespace netdyno {

// One value's outcome.
enum class SlopeVerdict { Agrees, Kink, TooSmall, Differs };

struct SlopePoint {
  double w = 0;         // where the weight really was: floats are not dense
  double loss = 0;      // there
  double gradient = 0;  // dL/dw by backpropagation, there
};

// Of one stretch.
struct SlopeMeasurement {
  double numerical = 0;       // difference quotient
  double backpropagated = 0;  // mean gradient
  double jumps = 0;           // what the mean may miss between the points
  double noise = 0;           // what rounding leaves of the quotient
  SlopeVerdict verdict = SlopeVerdict::Agrees;
};

struct SlopeCheckOptions {
  double scale = 0;      // largest gradient of the parameter
  double rounding = 0;   // of the loss
  double tolerance = 0;  // relative error that passes
  double step = 0;       // half the widest stretch
};

// |n − b| / max(|n|, |b|, scale/20): below a twentieth of the largest gradient errors are absolute.
double slope_error(double numerical, double backpropagated, double scale);

// On [w + centre − half_width, w + centre + half_width]; `at` moves the weight by an offset.
SlopeMeasurement measure_slope(const std::function<SlopePoint(double offset)>& at, double centre,
                               double half_width, const SlopeCheckOptions& options);

// Of several stretches; a gradient is wrong only where two of them find the same error.
//   Cost     five to thirty calls of `at`
SlopeMeasurement check_slope(const std::function<SlopePoint(double offset)>& at,
                             const SlopeCheckOptions& options);

}  // namespace netdyno
