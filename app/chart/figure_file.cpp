// SPDX-License-Identifier: MIT
#include "app/chart/figure_file.h"

#include <fmt/core.h>

#include <cmath>
#include <iterator>

#include "app/chart/page_figure.h"
#include "app/chart/png_bytes.h"
#include "app/chart/svg_canvas.h"
#include "engine/core/printable.h"
#include "engine/core/typed_number.h"

namespace netdyno::app {

namespace {

std::string svg_of(const DrawPage& draw, const FigurePage& page, const std::string& title) {
  SvgCanvas canvas(page.width, page.height, page.is_serif, title);
  draw(canvas);
  return canvas.take();
}

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : std::string();
}

}  // namespace

const char* format_name(FileFormat format) {
  switch (format) {
    case FileFormat::Svg:
      return "svg";
    case FileFormat::Pdf:
      return "pdf";
    case FileFormat::Png:
      break;
  }
  return "png";
}

std::string page_bytes(const DrawPage& draw, const FigurePage& page, FileFormat format,
                       double dots_per_inch, const std::string& title) {
  const DrawPage whole = [&](VectorCanvas& canvas) {
    draw_background(canvas, page);
    draw(canvas);
  };
  switch (format) {
    case FileFormat::Svg:
      return svg_of(whole, page, title);
    case FileFormat::Pdf:
      return pdf_of(whole, page.width, page.height, page.is_serif, title);
    case FileFormat::Png:
      break;
  }
  return png_bytes(pixels_of(whole, page.width, page.height, page.is_serif, dots_per_inch),
                   dots_per_inch);
}

std::string figure_bytes(const Figure& figure, const FigurePage& page, FileFormat format,
                         double dots_per_inch, const Pixels* backdrop) {
  const double margin = page.font / 2;
  const PageRect area = {margin, margin, page.width - 2 * margin, page.height - 2 * margin};
  const DrawPage draw = [&](VectorCanvas& canvas) {
    draw_figure(canvas, figure, page, area, backdrop);
  };
  const std::string title = figure.title.empty() ? figure.y.label : figure.title;
  return page_bytes(draw, page, format, dots_per_inch, title);
}

std::string csv_field(const std::string& text) {
  std::string field = printable_lines(text);
  // A spreadsheet takes such a text for a formula and runs it; numbers with a sign are none.
  const std::size_t first = field.find_first_not_of(" \n");
  const bool is_formula = first != field.npos &&
                          std::string_view("=+-@").find(field[first]) != std::string::npos &&
                          !typed_number(field).value;
  if (is_formula) field = "'" + field;
  if (field.find_first_of(",\"\n") == field.npos) return field;
  std::string quoted = "\"";
  for (const char c : field) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string figure_csv(const Figure& figure) {
  std::string csv =
      fmt::format("series,{},{},low,high\n", csv_field(figure.x.label), csv_field(figure.y.label));
  const auto add = [&](const std::string& series, double x, double y, const std::string& low,
                       const std::string& high) {
    fmt::format_to(std::back_inserter(csv), "{},{},{},{},{}\n", csv_field(series), number(x),
                   number(y), low, high);
  };
  for (const LineSeries& line : figure.lines) {
    const std::string name = line.label.empty() ? line.key : line.label;
    for (std::size_t i = 0; i < line.x.size(); ++i)
      add(name, line.x[i], line.y[i], line.low.empty() ? "" : number(line.low[i]),
          line.high.empty() ? "" : number(line.high[i]));
  }
  for (const HistogramSeries& histogram : figure.histograms)
    for (std::size_t i = 0; i < histogram.heights.size(); ++i)
      add(histogram.label, (histogram.edges[i] + histogram.edges[i + 1]) / 2, histogram.heights[i],
          number(histogram.edges[i]), number(histogram.edges[i + 1]));
  for (const PointSeries& points : figure.points)
    for (std::size_t i = 0; i < points.x.size(); ++i)
      add(points.label, points.x[i], points.y[i], "", "");
  for (const VerticalMarker& marker : figure.markers)
    add("change: " + marker.detail, marker.x, std::nan(""), "", "");
  return csv;
}

}  // namespace netdyno::app
