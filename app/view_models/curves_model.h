// app/view_models/curves_model.h
// SPDX-License-Identifier: MIT
//
// Loss and accuracy over a run as two figures: training as recorded (faint) and smoothed,
// validation as measured, the knobs that were turned, and where numbers stopped being finite.
//
//   Units    loss as the loss function's; accuracy in percent; time in seconds of training
//   Cost     CurveData::update() O(new records); build_curves() O(pixels · log records)

#pragma once

#include <optional>
#include <string>

#include "app/chart/axis_map.h"
#include "app/chart/figure.h"
#include "app/chart/read_out.h"
#include "app/chart/smoothing.h"
#include "app/view_models/compared_curves.h"
#include "app/view_models/curve_options.h"
#include "engine/run/history.h"

namespace netdyno::app {

// What the curves keep between frames so that a long run costs no more than its new records.
class CurveData {
 public:
  // As the options say: how strongly, by number of values or by distance on the x axis, and of the
  // loss on a log axis the logarithms.
  void update(const History& history, const CurveOptions& options);

  const SmoothedColumn& smoothed(CurveMetric metric) const;
  std::int64_t losses_not_positive() const { return losses_not_positive_; }

 private:
  void count_not_positive(const Column& losses);

  SmoothedColumn loss_, accuracy_;
  std::size_t counted_ = 0;  // records looked at for losses_not_positive_
  std::int64_t losses_not_positive_ = 0;
};

// The stretch of a run that is looked at. Empty parts follow the data.
struct CurveWindow {
  std::optional<AxisRange> x, loss, accuracy;
  bool follows() const { return !x && !loss && !accuracy; }
};

struct CurvesModel {
  Figure loss;
  Figure accuracy;
};

// `history` may be empty where others are compared.
CurvesModel build_curves(const History& history, const CurveData& data, const CurveOptions& options,
                         const CurveWindow& window, int width_px, const Theme& theme,
                         const ComparedCurves& compared = {});

// What the crosshair says at x: the recorded step nearest to it, the last validation before it,
// what compared runs had there, and knobs turned within `radius` of it.
ReadOut read_curves(const History& history, const CurveData& data, const CurveOptions& options,
                    CurveMetric metric, double x, double radius, const Theme& theme,
                    const ComparedCurves& compared = {});

// Training accuracy (smoothed) minus validation accuracy at the last validation, as a share.
std::optional<double> accuracy_gap(const History& history, const CurveData& data);

const Column& x_column(const History& history, CurveAxis axis);
// Of the validations.
const Column& validation_x(const History& history, CurveAxis axis);
const Column& validation_column(const History& history, CurveMetric metric);
const char* axis_name(CurveAxis axis);  // "step", "epoch", "time (s)"

}  // namespace netdyno::app
