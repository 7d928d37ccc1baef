// app/view_models/compared_curves.h
// SPDX-License-Identifier: MIT
//
// Compared runs in a figure of curves: colour tells the run, dashes tell validation, as for the
// running one. Of training only the smoothed line is drawn, so that many runs stay readable.
//
//   Cost     update() O(records) when a run or the smoothing changed, else O(runs)

#pragma once

#include <memory>
#include <vector>

#include "app/chart/figure.h"
#include "app/chart/read_out.h"
#include "app/chart/smoothing.h"
#include "app/view_models/compared_run.h"
#include "app/view_models/curve_lines.h"

namespace netdyno::app {

class ComparedCurves {
 public:
  // Smoothed as the options say.
  void update(ComparedRunSpan runs, const CurveOptions& options);
  bool empty() const { return entries_.empty(); }

  // Largest x of any run, 0 without. Runs that know no epochs are left out of that axis. The
  // previous run counts as far as the running one, which ends at `own_last`, stays wide enough to
  // be read.
  double last(CurveAxis axis, double own_last) const;

  // The lines of each run, whose keys are its folder: the legend hides them together. `width_px` is
  // the plot's, figure.x its axis.
  void add_lines(Figure& figure, CurveMetric metric, const CurveOptions& options, int width_px,
                 CurveExtremes& extremes, const Theme& theme) const;

  // What each run had at read_out.x: where it ended before that, its end.
  void add_rows(ReadOut& read_out, CurveMetric metric, const CurveOptions& options,
                const Theme& theme) const;

 private:
  struct Entry {
    std::shared_ptr<const ComparedRun> run;
    SmoothedColumn loss, accuracy;
  };
  std::vector<Entry> entries_;
  double smoothing_ = 0;
  SmoothedDomain domain_ = SmoothedDomain::Values;  // of the loss
};

}  // namespace netdyno::app
