// app/chart/page_figure.h
// SPDX-License-Identifier: MIT
//
// Draws a figure on a page: what the chart on the screen shows, with a title, axis labels at the
// axes and the legend above the plot, as papers have it.
//
//   Cost     O(points); what is written is bounded by the page's size: a line keeps, for each
//            quarter of a point across, its first, last, smallest and largest value

#pragma once

#include <span>
#include <vector>

#include "app/chart/figure.h"
#include "app/chart/figure_page.h"
#include "app/chart/vector_canvas.h"

namespace netdyno::app {

// `backdrop`, if any, fills the plot below everything else (a decision map's regions). Returns
// where the plot lies.
PageRect draw_figure(VectorCanvas& canvas, const Figure& figure, const FigurePage& page,
                     const PageRect& area, const Pixels* backdrop = nullptr);

// The points of a line whose x does not fall, as few as look the same: of each column of `width`
// the first, the last and the extremes, in their order. Others are returned as they are.
std::vector<PagePoint> reduced_line(std::span<const PagePoint> points, double width);

// The page's background, unless it is transparent.
void draw_background(VectorCanvas& canvas, const FigurePage& page);

}  // namespace netdyno::app
