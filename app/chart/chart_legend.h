// app/chart/chart_legend.h
// SPDX-License-Identifier: MIT
//
// The legend in a chart's upper right corner: one entry per labelled series, a click hides it.

#pragma once

#include <imgui.h>

#include <set>
#include <string>
#include <vector>

#include "app/chart/chart_drawing.h"

namespace netdyno::app {

class ChartLegend {
 public:
  ChartLegend(const Figure& figure, const ChartLayout& layout, const Theme& theme);

  // Places the buttons; must come before the plot's own.
  void interact(std::set<std::string>& hidden) const;
  void draw(ImDrawList& canvas, const std::set<std::string>& hidden) const;

 private:
  struct Entry {
    std::string key, label;
    Color color;
    LineStyle style;
    ImVec2 min, max;
  };
  std::vector<Entry> entries_;
  const Theme& theme_;
};

}  // namespace netdyno::app
