// app/chart/chart_markers.h
// SPDX-License-Identifier: MIT
//
// What stands in a chart beside its series: knobs that changed, values beyond the top, values that
// are not finite.

#pragma once

#include <imgui.h>

#include "app/chart/chart_drawing.h"

namespace netdyno::app {

void draw_markers(ImDrawList& canvas, const Figure& figure, const ChartLayout& layout,
                  const Theme& theme);

}  // namespace netdyno::app
