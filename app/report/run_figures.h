// app/report/run_figures.h
// SPDX-License-Identifier: MIT
//
// The figures of a run, each drawn for the page that it is asked for, and its numbers as CSV.
//
// To add one: a function in run_figures.cpp and a line in run_figures() there.

#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/chart/figure_file.h"
#include "app/report/run_content.h"
#include "app/view_models/curves_model.h"

namespace netdyno::app {

struct RunFigure {
  std::string id;     // "loss": the file's name without extension
  std::string title;  // "Loss"
  std::function<Sheet(const FigurePage&)> sheet;
  std::string csv;  // empty: not data
};

struct FigureOptions {
  CurveOptions curves;     // smoothing and axes
  bool has_titles = true;  // papers put them into the caption
};

// Those that the content has data for. They refer to `content`, which outlives them.
std::vector<RunFigure> run_figures(const RunContent& content, const FigureOptions& options);

// The bytes of one as a file. The page's height follows the figure.
std::string figure_file(const RunFigure& figure, FigurePage page, FileFormat format,
                        double dots_per_inch);

// A row per step: step, epoch, seconds and the curves with their smoothed values.
std::string curves_csv_wide(const History& history, double smoothing);
// A row per value: series, step, epoch, seconds, value, smoothed.
std::string curves_csv_long(const History& history, double smoothing);

}  // namespace netdyno::app
