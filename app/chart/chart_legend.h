// app/chart/chart_legend.h
// SPDX-License-Identifier: MIT
//
// The legend in a chart's upper right corner: one entry per labelled series, a click hides it.
// Entries without room beside the axis's name are in the list behind "+3".

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
    bool is_band;
    ImVec2 min, max;
  };
  void place(const Figure& figure, const ChartLayout& layout);
  void interact_with_more(std::set<std::string>& hidden) const;

  std::vector<Entry> entries_;  // that are shown
  std::vector<Entry> more_;     // in the list
  ImVec2 more_min_, more_max_;
  const Theme& theme_;
};

}  // namespace netdyno::app
