// engine/train/numerical_derivative.h
// SPDX-License-Identifier: MIT
//
// The derivative of a function by differences, with an estimate of its own error.
//
//   Source   Ridders, "Accurate computation of F′(x) and F′(x)F″(x)" (1982): central differences
//            (f(x+h) − f(x−h))/2h at shrinking h, extrapolated to h = 0
//   Range    f may be rounded (a loss in float): the error is then what rounding and curvature
//            leave, and the best of the steps is chosen
//   Cost     12 evaluations

#pragma once

#include <functional>

namespace netdyno {

struct DerivativeEstimate {
  double value = 0;
  double error = 0;   // of value, estimated
  double spread = 0;  // between the central differences: small where the function is smooth
  double left = 0, right = 0;  // one-sided slopes at the smallest step
};

// `at(h)` sets x to x₀ + h as nearly as it can be set, and returns where it is and f.
struct FunctionPoint {
  double x = 0;
  double f = 0;
};
DerivativeEstimate estimate_derivative(const std::function<FunctionPoint(double h)>& at,
                                       double step);

}  // namespace netdyno
