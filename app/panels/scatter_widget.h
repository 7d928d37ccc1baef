// app/panels/scatter_widget.h
// SPDX-License-Identifier: MIT
//
// Points of classes in a frame of axes, and the legend of their colours and shapes.

#pragma once

#include <imgui.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/chart/chart_drawing.h"
#include "app/panels/frame_context.h"

namespace netdyno::app {

// Fills `size` with the figure; `background` draws behind frame and points, in the plot only.
// Returns the layout, and lays out one item for tooltips.
ChartLayout draw_scatter(
    const char* id, const Figure& figure, const ImVec2& size, const Theme& theme,
    const std::function<void(ImDrawList&, const ChartLayout&)>& background = {});

// Marker and name of each class in rows that wrap, at most `max_rows`; the rest is counted.
void draw_class_legend(const std::vector<std::string>& class_names, int max_rows,
                       const Theme& theme);

// The same as buttons of which one is chosen; the new choice when another one is pressed.
std::optional<std::size_t> draw_class_picker(const std::vector<std::string>& class_names,
                                             std::size_t chosen, const std::string& tooltip,
                                             const Theme& theme);

}  // namespace netdyno::app
