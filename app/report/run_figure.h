// app/report/run_figure.h
// SPDX-License-Identifier: MIT
//
// A figure to be written: drawn for the page that it is asked for, with its numbers as a table and
// as arrays. Charts, pictures, distributions, tables and matrices are made into one here, for the
// report of a run and for what a panel shows alike.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/chart/figure_file.h"
#include "app/report/sheet.h"
#include "engine/core/tensor.h"

namespace netdyno::app {

struct FigureArray {
  std::string name;  // "saliency": of the file, after the figure's id
  Tensor values;
};

struct RunFigure {
  std::string id;     // "loss": the file's name without extension
  std::string title;  // "Loss"
  std::function<Sheet(const FigurePage&)> sheet;
  std::string csv = {};                                        // empty: not data
  std::function<std::vector<FigureArray>()> arrays = nullptr;  // null: no tensor
};

// "filters-layer-0.npy"
std::string array_file(const RunFigure& figure, const FigureArray& array);

// The bytes of one as a file. The page's height follows the figure.
std::string figure_file(const RunFigure& figure, FigurePage page, FileFormat format,
                        double dots_per_inch);

// A chart with the page's width. `make` is called for each page; its figure's own title is
// replaced by `heading`, which may be empty.
struct ChartLook {
  std::string heading;
  double aspect = 1.5;                                          // width : height
  std::function<Pixels(const FigurePage&)> backdrop = nullptr;  // fills the plot
};
RunFigure chart_figure(std::string id, std::string title,
                       std::function<Figure(const FigurePage&)> make, ChartLook look);

}  // namespace netdyno::app
