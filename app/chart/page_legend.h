// app/chart/page_legend.h
// SPDX-License-Identifier: MIT
//
// A figure's legend on a page: samples of lines, bars and points with their names, in as many rows
// as they need.

#pragma once

#include "app/chart/figure.h"
#include "app/chart/figure_page.h"
#include "app/chart/vector_canvas.h"

namespace netdyno::app {

// 0 where nothing is listed.
double legend_height(const VectorCanvas& canvas, const Figure& figure, const FigurePage& page,
                     double width);

// Within area's x and width, from its y on.
void draw_legend(VectorCanvas& canvas, const Figure& figure, const FigurePage& page,
                 const PageRect& area);

}  // namespace netdyno::app
