// app/chart/imgui_chart.h
// SPDX-License-Identifier: MIT
//
// A figure on the screen that can be explored: axes, grid, legend, crosshair with read-out. The
// chart owns no range; it proposes one and its owner decides, so charts can be linked.
//
//   wheel            zooms x at the pointer; with Ctrl, or over the y axis, y
//   drag             pans
//   right or shift drag   zooms to the box
//   double-click     fits
//   legend           a click hides or shows a curve

#pragma once

#include <imgui.h>

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "app/chart/axis_map.h"
#include "app/chart/figure.h"
#include "app/chart/read_out.h"

namespace netdyno::app {

// What a chart remembers between frames.
struct ChartState {
  std::set<std::string> hidden;        // keys of lines
  std::optional<ImVec2> box_start;     // while a zoom box is drawn
  std::optional<double> pan_x, pan_y;  // what the pointer holds while panning
};

// A number beside the y axis's name.
struct ChartNote {
  std::string text;
  std::string tooltip;
  Color color;
};

struct ChartOptions {
  ImVec2 size;
  bool has_x_labels = true;
  float y_axis_width = 0;           // at least this, to line up charts above each other
  std::optional<double> crosshair;  // x at which this or a linked chart is pointed at
  ChartNote note;                   // none when its text is empty
  // What is at x; `radius` is a few pixels in x, for notes about markers.
  std::function<ReadOut(double x, double radius)> read_out;
};

struct ChartResult {
  std::optional<AxisRange> x, y;    // ranges asked for by zooming or panning
  bool fit = false;                 // asked for by a double-click
  std::optional<double> pointer_x;  // where the pointer is, in data
  bool wants_menu = false;          // clicked with the right button
  float plot_width_px = 0;
  ImVec2 plot_min, plot_max;  // inside the axes, on the screen
};

ChartResult draw_chart(const char* id, const Figure& figure, const ChartOptions& options,
                       ChartState& state, const Theme& theme);

}  // namespace netdyno::app
