// app/chart/smoothing.h
// SPDX-License-Identifier: MIT
//
// Exponential smoothing of a recorded column, at full resolution and before any decimation:
//
//   s_n = w s_{n-1} + (1 - w) x_n,   shown: s_n / (1 - w^n),   s_0 = 0
//
// n counts the finite values. Values that are not finite pass through and change nothing; a series
// that is constant so far is left untouched.
//
//   Range    weight w in [0, 0.999]
//   Cost     update() costs O(new values); a new weight or a new run starts over
//   Source   TensorBoard's scalar charts

#pragma once

#include <cstddef>

#include "engine/run/history.h"

namespace netdyno::app {

inline constexpr double kMaxSmoothing = 0.999;

class SmoothedColumn {
 public:
  // Takes in what `raw` has beyond the last call. A column that is shorter than before, or whose
  // values differ, is another run's.
  void update(const Column& raw, double weight);

  // As long as the raw column of the last update.
  const Column& values() const { return values_; }

 private:
  bool continues(const Column& raw, double weight) const;
  double smoothed(double value);

  Column values_;
  double weight_ = 0;
  double average_ = 0;       // s_n
  double weight_power_ = 1;  // w^n
  bool has_finite_ = false;
  bool is_constant_ = true;
  double first_ = 0;                     // the first finite value
  double first_raw_ = 0, last_raw_ = 0;  // to recognize another run's column
};

}  // namespace netdyno::app
