// app/chart/page_markers.h
// SPDX-License-Identifier: MIT
//
// The shapes of a scatter's points on a page, as point_markers.h draws them on the screen.

#pragma once

#include "app/chart/figure.h"
#include "app/chart/vector_canvas.h"

namespace netdyno::app {

void draw_page_marker(VectorCanvas& canvas, const PagePoint& centre, double radius,
                      MarkerShape shape, const Color& color, const Color& outline);

}  // namespace netdyno::app
