// app/view_models/curve_options.h
// SPDX-License-Identifier: MIT
//
// What of a run's curves is shown, and how.

#pragma once

#include <cstddef>

#include "app/chart/smoothing.h"

namespace netdyno::app {

enum class CurveAxis { Step, Epoch, Time };
enum class CurveMetric { Loss, Accuracy };

struct CurveOptions {
  double smoothing = 0.6;  // w of smoothing.h, [0, 0.999]; 0: none
  CurveAxis x_axis = CurveAxis::Step;
  bool log_x = false;
  bool log_y = false;             // of the loss
  bool ignores_outliers = false;  // fit the range to the 5th to 95th percentile
  bool matches_x = false;         // smoothing by distance on the x axis, not by number of values
  std::size_t skipped = 0;        // records at the start that the followed view leaves out
  bool operator==(const CurveOptions&) const = default;

  // What is averaged of a metric: on a log axis the logarithms.
  SmoothedDomain domain(CurveMetric metric) const {
    return log_y && metric == CurveMetric::Loss ? SmoothedDomain::Logarithms
                                                : SmoothedDomain::Values;
  }
};

}  // namespace netdyno::app
