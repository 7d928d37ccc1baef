// app/report/study_figures.h
// SPDX-License-Identifier: MIT
//
// Curves of a run and the studies made beside it as figures to be written: the range test of the
// learning rate, the sensitivity to changes of the weights.

#pragma once

#include <memory>
#include <optional>

#include "app/report/run_figure.h"
#include "app/view_models/curves_model.h"
#include "engine/nn/summary.h"
#include "engine/study/study.h"

namespace netdyno::app {

// For a page: as fine as a good print. `compared` is drawn beside. `data` keeps what the next
// figure of the same history can use.
Figure curve_figure(const History& history, CurveData& data, ComparedRunSpan compared,
                    CurveMetric metric, const CurveOptions& options, const CurveWindow& window,
                    const FigurePage& page);

// The part of a chart that is looked at; empty parts show everything.
struct ChartWindow {
  std::optional<AxisRange> x = {}, y = {};
  void apply(Figure& figure) const;
};

RunFigure range_test_figure(const std::shared_ptr<const RangeTestResult>& result,
                            bool has_title = true, const ChartWindow& window = {});
RunFigure sensitivity_figure(const std::shared_ptr<const SensitivityReport>& report,
                             bool has_title = true, const ChartWindow& window = {});

// Of what is more than a table; empty where there is nothing to draw.
std::vector<RunFigure> study_figures(const std::shared_ptr<const StudyReport>& report,
                                     bool has_title = true);

// A row per layer.
RunFigure network_figure(const NetworkSummary& network, bool has_title = true);

}  // namespace netdyno::app
