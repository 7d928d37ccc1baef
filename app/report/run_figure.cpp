// SPDX-License-Identifier: MIT
#include "app/report/run_figure.h"

#include <utility>

#include "app/chart/page_figure.h"

namespace netdyno::app {

std::string array_file(const RunFigure& figure, const FigureArray& array) {
  return figure.id + "-" + array.name + ".npy";
}

std::string figure_file(const RunFigure& figure, FigurePage page, FileFormat format,
                        double dots_per_inch) {
  const Sheet sheet = figure.sheet(page);
  page.height = sheet.height;
  return page_bytes(sheet.draw, page, format, dots_per_inch, figure.title);
}

RunFigure chart_figure(std::string id, std::string title,
                       std::function<Figure(const FigurePage&)> make, ChartLook look) {
  RunFigure chart{std::move(id), std::move(title), {}};
  chart.sheet = [make = std::move(make), look = std::move(look)](const FigurePage& page) {
    Figure figure = make(page);
    figure.title = look.heading;
    const double height = page.width / look.aspect, margin = page.font / 2;
    const PageRect area = {margin, margin, page.width - 2 * margin, height - 2 * margin};
    const Pixels backdrop = look.backdrop ? look.backdrop(page) : Pixels();
    return Sheet{[=, figure = std::move(figure)](VectorCanvas& canvas) {
                   draw_figure(canvas, figure, page, area,
                               backdrop.width > 0 ? &backdrop : nullptr);
                 },
                 height};
  };
  return chart;
}

}  // namespace netdyno::app
