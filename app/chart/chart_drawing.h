// app/chart/chart_drawing.h
// SPDX-License-Identifier: MIT
//
// Puts the parts of a figure on an ImGui draw list, once their place is known. No interaction here.

#pragma once

#include <imgui.h>

#include <set>
#include <string>
#include <vector>

#include "app/chart/axis_map.h"
#include "app/chart/figure.h"
#include "app/chart/ticks.h"

namespace netdyno::app {

// Where the parts of a chart lie on the screen.
struct ChartLayout {
  ImVec2 min, max;            // the whole rectangle
  ImVec2 plot_min, plot_max;  // inside the axes
  std::vector<Tick> x_ticks, y_ticks;

  float plot_width() const { return plot_max.x - plot_min.x; }
  float plot_height() const { return plot_max.y - plot_min.y; }
  bool plot_contains(const ImVec2& p) const {
    return p.x >= plot_min.x && p.x < plot_max.x && p.y >= plot_min.y && p.y < plot_max.y;
  }
};

// Leaves just the room that the labels need. Without `has_x_labels` the axis below another chart
// serves both.
ChartLayout layout_chart(const Figure& figure, const ImVec2& min, const ImVec2& max,
                         bool has_x_labels, const Theme& theme);

// Width of a y axis's labels: charts above each other take the widest of theirs.
float y_axis_width(const Figure& figure, float plot_height, const Theme& theme);

struct ChartMaps {
  AxisMap x, y;
};
ChartMaps chart_maps(const Figure& figure, const ChartLayout& layout);

void draw_frame(ImDrawList& canvas, const Figure& figure, const ChartLayout& layout,
                bool has_x_labels, const Theme& theme);
void draw_series(ImDrawList& canvas, const Figure& figure, const ChartLayout& layout,
                 const std::set<std::string>& hidden, const Theme& theme);

// The key under which a line is hidden.
const std::string& line_key(const LineSeries& line);
// It is itself, or with another one.
bool is_hidden(const LineSeries& line, const std::set<std::string>& hidden);

}  // namespace netdyno::app
