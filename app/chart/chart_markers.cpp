// SPDX-License-Identifier: MIT
#include "app/chart/chart_markers.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/chart/canvas.h"

namespace netdyno::app {

namespace {

void draw_knobs(ImDrawList& canvas, const Figure& figure, const ChartLayout& layout,
                const AxisMap& map, const Theme& theme) {
  const float flag = std::round(theme.small_font_px * 0.45f);
  float used = layout.plot_min.x - 1;
  for (std::size_t i = 0; i < figure.markers.size(); ++i) {
    const VerticalMarker& marker = figure.markers[i];
    const float x = std::round(map.px_from_data(marker.x));
    // Where many lie close together one stroke a pixel says as much.
    if (x < layout.plot_min.x || x > layout.plot_max.x || x <= used) continue;
    const ImU32 color = packed(marker.color);
    const ImVec2 line[] = {ImVec2(x, layout.plot_min.y), ImVec2(x, layout.plot_max.y)};
    draw_dashed_polyline(canvas, line, color, std::max(1.0f, std::round(theme.scale)),
                         3 * theme.scale, 3 * theme.scale);
    canvas.AddTriangleFilled(ImVec2(x - flag, layout.plot_min.y),
                             ImVec2(x + flag, layout.plot_min.y),
                             ImVec2(x, layout.plot_min.y + 1.6f * flag), color);
    used = x;
    const float next = i + 1 < figure.markers.size() ? map.px_from_data(figure.markers[i + 1].x)
                                                     : layout.plot_max.x;
    const float end = std::min(next - flag, layout.plot_max.x);
    for (const std::string* text : {&marker.label, &marker.symbol}) {
      if (text->empty() || x + 2 * flag + text_size(theme.small_font_px, *text).x >= end) continue;
      draw_text(canvas, ImVec2(x + flag + 2, layout.plot_min.y + 1), theme.small_font_px,
                marker.color, *text);
      break;
    }
  }
}

// Below the labels of knobs. The text stands on the side that has room.
void draw_clipped(ImDrawList& canvas, const Figure& figure, const ChartLayout& layout,
                  const AxisMap& map, const Theme& theme) {
  const float px = theme.small_font_px;
  const float side = std::round(px * 0.45f);
  const float top = layout.plot_min.y + px + theme.gap_px / 2;
  for (const ClippedMarker& clipped : figure.clipped) {
    const float x = std::round(map.px_from_data(clipped.x));
    if (x < layout.plot_min.x || x > layout.plot_max.x) continue;
    canvas.AddTriangleFilled(ImVec2(x - side, top + 1.6f * side), ImVec2(x, top),
                             ImVec2(x + side, top + 1.6f * side), packed(clipped.color));
    if (clipped.label.empty()) continue;
    const float width = text_size(px, clipped.label).x;
    const bool fits_right = x + 2 * side + width < layout.plot_max.x;
    draw_text(canvas, ImVec2(fits_right ? x + 2 * side : x - 2 * side - width, top - side / 2), px,
              clipped.color, clipped.label);
  }
}

void draw_bad_values(ImDrawList& canvas, const Figure& figure, const ChartLayout& layout,
                     const AxisMap& map, const Theme& theme) {
  const float side = std::round(theme.small_font_px * 0.5f);
  float last_bad = -1e6f;
  for (const BadValueMarker& bad : figure.bad_values) {
    const float x = std::round(map.px_from_data(bad.x));
    // Of a stretch the beginning is what matters.
    if (x - std::exchange(last_bad, x) < 2.5f * side) continue;
    const float y = layout.plot_max.y - 2;
    canvas.AddTriangleFilled(ImVec2(x - side, y), ImVec2(x, y - 1.7f * side), ImVec2(x + side, y),
                             packed(bad.color));
  }
}

}  // namespace

void draw_markers(ImDrawList& canvas, const Figure& figure, const ChartLayout& layout,
                  const Theme& theme) {
  const AxisMap map = chart_maps(figure, layout).x;
  canvas.PushClipRect(layout.plot_min, layout.plot_max, true);
  draw_knobs(canvas, figure, layout, map, theme);
  draw_clipped(canvas, figure, layout, map, theme);
  draw_bad_values(canvas, figure, layout, map, theme);
  canvas.PopClipRect();
}

}  // namespace netdyno::app
