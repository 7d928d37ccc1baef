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

// The smallest and largest of what is shown, or its 5th and 95th percentile. On a linear axis
// values far above all others are left out: more than ten times what both the 95th percentile and
// the run's first value are. Without that one spike makes a flat line of the rest of a run.
class CurveExtremes {
 public:
  // `first`: the run's first value; NaN: not known.
  explicit CurveExtremes(bool ignores_outliers, double first = kNotMeasured)
      : ignores_outliers_(ignores_outliers), first_(first) {}
  void add(const DecimatedLine& line);
  AxisRange range(AxisScale scale);
  // Of the last range(): values were left out.
  bool is_clipped() const { return is_clipped_; }

 private:
  double percentile(double share);

  void clip();

  bool ignores_outliers_;
  double first_;
  bool is_clipped_ = false;
  double low_ = std::numeric_limits<double>::infinity();
  double high_ = -std::numeric_limits<double>::infinity();
  std::vector<double> values_;
};

// Position in a column that does not fall of the value nearest to x; the column is not empty.
std::size_t nearest_position(const Column& column, double x);

// Position of the largest finite value in [begin, end), which has one; O(log² points).
std::size_t position_of_largest(const Column& column, std::size_t begin, std::size_t end);

}  // namespace netdyno::app
