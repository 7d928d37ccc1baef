// app/report/run_figures.h
// SPDX-License-Identifier: MIT
//
// The figures of a run, each drawn for the page that it is asked for, and its numbers as CSV.
//
// To add one: a function in run_figures.cpp and a line in run_figures() there.

#pragma once

#include <vector>

#include "app/report/run_content.h"
#include "app/report/run_figure.h"
#include "app/view_models/curves_model.h"

namespace netdyno::app {

struct FigureOptions {
  CurveOptions curves;     // smoothing and axes
  bool has_titles = true;  // papers put them into the caption
};

// Those that the content has data for. They refer to `content`, which outlives them.
std::vector<RunFigure> run_figures(const RunContent& content, const FigureOptions& options);

}  // namespace netdyno::app
