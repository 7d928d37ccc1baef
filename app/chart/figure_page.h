// app/chart/figure_page.h
// SPDX-License-Identifier: MIT
//
// How an exported figure looks: size, type, colours. Styles for papers, slides and as on screen.
//
//   Units    points (1/72 inch) unless the name says otherwise

#pragma once

#include <string>
#include <vector>

#include "app/shell/theme.h"

namespace netdyno::app {

inline constexpr double kPointsPerMm = 72 / 25.4;

struct FigurePage {
  double width = 252, height = 168;
  double font = 8;          // of labels; ticks are smaller, titles larger
  double line_scale = 0.5;  // a curve of 2 pixels on screen is so many points times 2 wide
  bool is_serif = false;
  bool is_transparent = false;  // no background
  Color background;
  Theme theme;  // colours; its sizes are the screen's
};

enum class FigureStyle { Print, Slides, Screen };

// Names as the command line has them: "print", "slides", "screen".
// Errors   Error naming the known ones
FigureStyle figure_style(const std::string& name);

// Usual column widths of papers, in millimetres.
struct ColumnWidth {
  const char* name;
  double mm;
  const char* doc;
};
const std::vector<ColumnWidth>& column_widths();

// A name of column_widths() or a number of millimetres from 40 to 1000; empty: the style's own.
// Errors   Error
double width_mm(const std::string& text, FigureStyle style);

// `aspect` is width : height. Screen takes the colours of `screen`.
FigurePage figure_page(FigureStyle style, double width_mm, double aspect, const Theme& screen);

}  // namespace netdyno::app
