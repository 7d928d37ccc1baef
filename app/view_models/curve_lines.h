// app/view_models/curve_lines.h
// SPDX-License-Identifier: MIT
//
// What the curves of the running and of compared runs have in common: the figure's unit, the range
// that shows them, and the point that is read.

#pragma once

#include <limits>
#include <string>
#include <vector>

#include "app/chart/axis_map.h"
#include "app/chart/decimation.h"
#include "app/view_models/curve_options.h"

namespace netdyno::app {

// Of the figure per unit of the history: accuracy is shown in percent.
double curve_unit(CurveMetric metric);
// In the history's unit, as people read it: "0.3127", "91.2 %".
std::string curve_text(CurveMetric metric, double value);

// In the figure's unit, without what a log axis cannot show.
DecimatedLine in_figure_unit(DecimatedLine line, CurveMetric metric, AxisScale scale);

// The smallest and largest of what is shown, or its 5th and 95th percentile.
class CurveExtremes {
 public:
  explicit CurveExtremes(bool ignores_outliers) : ignores_outliers_(ignores_outliers) {}
  void add(const DecimatedLine& line);
  AxisRange range(AxisScale scale);

 private:
  double percentile(double share);

  bool ignores_outliers_;
  double low_ = std::numeric_limits<double>::infinity();
  double high_ = -std::numeric_limits<double>::infinity();
  std::vector<double> values_;
};

// Position in a column that does not fall of the value nearest to x; the column is not empty.
std::size_t nearest_position(const Column& column, double x);

}  // namespace netdyno::app
