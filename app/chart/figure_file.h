// app/chart/figure_file.h
// SPDX-License-Identifier: MIT
//
// A drawn page as the bytes of a file: SVG, PDF or PNG.

#pragma once

#include <string>

#include "app/chart/cairo_canvas.h"
#include "app/chart/figure.h"
#include "app/chart/figure_page.h"

namespace netdyno::app {

enum class FileFormat { Svg, Pdf, Png };

// "svg", which is the file's extension too.
const char* format_name(FileFormat format);

// What `draw` puts on the page, on its background. `dots_per_inch` is of PNG only.
// Errors   Error for pictures that are too large
std::string page_bytes(const DrawPage& draw, const FigurePage& page, FileFormat format,
                       double dots_per_inch, const std::string& title);

// A figure that fills its page.
std::string figure_bytes(const Figure& figure, const FigurePage& page, FileFormat format,
                         double dots_per_inch = 300, const Pixels* backdrop = nullptr);

// series,x,y: a row per point, with bands as low,high and histograms as their bins.
std::string figure_csv(const Figure& figure);

// A text as a CSV field, quoted where it must be. Control characters become blanks, and what a
// spreadsheet would run as a formula begins with an apostrophe.
std::string csv_field(const std::string& text);

}  // namespace netdyno::app
