// app/chart/point_markers.h
// SPDX-License-Identifier: MIT
//
// How points of a class look: by colour and by shape, so that neither alone has to be told apart.

#pragma once

#include <imgui.h>

#include "app/chart/figure.h"

namespace netdyno::app {

struct ClassStyle {
  Color color;
  MarkerShape shape = MarkerShape::Circle;
};

// Different for the first 64 classes; negative ones look like class 0.
ClassStyle class_style(std::int64_t index, const Theme& theme);

// About `radius_px` in every direction from `centre`, outlined so that it stands out from any
// background.
void draw_marker(ImDrawList& canvas, const ImVec2& centre, float radius_px, const ClassStyle& style,
                 const Theme& theme);

}  // namespace netdyno::app
