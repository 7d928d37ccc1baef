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
// Matched by x, the weight of what came before falls with the distance on the x axis instead, so
// that series with points of different density are smoothed alike:
//
//   s_n = d s_{n-1} + x_n,   m_n = d m_{n-1} + 1,   shown: s_n / m_n,   d = √w ^ (1000 Δx / range)
//
// The range is that of x, rounded up to a power of two so that it seldom changes as a run goes on.
//
// Of logarithms, for a logarithmic axis, x_n is ln x_n and what is shown is exp; values <= 0 pass
// through as those do that are not finite. One huge value is then one long step, not a slope of
// its own for as long as the average remembers it.
// Of more than 2²⁰ values every 64 (of more than 2²⁶, 128, and so on) are smoothed as so many of
// their mean: the curve is the same but for what moves within that many steps.
//
//   Range    weight w in [0, 0.999]
//   Cost     update() costs O(new values); a new weight, range or run starts over. At most 2²⁰
//   values
//            are kept; of a long column only the pyramid is looked at.
//   Source   TensorBoard's scalar charts; by x: Weights & Biases, "time weighted EMA"

#pragma once

#include <cstddef>

#include "engine/run/history.h"

namespace netdyno::app {

inline constexpr double kMaxSmoothing = 0.999;

enum class SmoothedDomain { Values, Logarithms };

class SmoothedColumn {
 public:
  // Takes in what `raw` has beyond the last call. A column that is shorter than before, or whose
  // values differ, is another run's.
  void update(const Column& raw, double weight, SmoothedDomain domain = SmoothedDomain::Values);
  // The same, matched by x: a monotone column, as long as the raw one.
  void update(const Column& raw, double weight, const Column& x,
              SmoothedDomain domain = SmoothedDomain::Values);

  // Each stands for stride() raw ones; as many as there are whole groups of these.
  const Column& values() const { return values_; }
  std::size_t stride() const { return stride_; }
  // How many raw values are taken in.
  std::size_t covered() const { return stride_ * values_.size(); }
  // Of raw value i, or of the nearest one that is taken in; NaN where there is none.
  double at(std::size_t i) const;

 private:
  // `x` is null where values count by their number.
  void take_in(const Column& raw, double weight, const Column* x, SmoothedDomain domain);
  bool continues(const Column& raw, double weight, const Column* x) const;
  double smoothed(double value, double x);

  std::size_t stride_ = 1;
  Column values_;
  SmoothedDomain domain_ = SmoothedDomain::Values;
  double weight_ = 0;
  double range_ = 0;         // of x, rounded; 0: not matched by x
  double average_ = 0;       // s_n
  double weight_power_ = 1;  // w^n
  double mass_ = 0;          // what the average is divided by: 1 - w^n, or m_n
  double finite_x_ = 0;      // of the last finite value
  double last_x_ = 0;        // of the last value, to recognize another axis
  bool has_finite_ = false;
  bool is_constant_ = true;
  double first_ = 0;                     // the first finite value
  double first_raw_ = 0, last_raw_ = 0;  // to recognize another run's column
};

}  // namespace netdyno::app
