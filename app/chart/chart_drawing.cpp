// SPDX-License-Identifier: MIT
#include "app/chart/chart_drawing.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/chart/point_markers.h"

namespace netdyno::app {

namespace {

constexpr float kXTickSpacing = 5.5f;  // room of a tick label, in font heights
constexpr float kYTickSpacing = 2.4f;
constexpr float kMarkerRadius = 3;  // pixels at scale 1

int tick_count(float extent_px, float spacing_px) {
  return std::max(2, static_cast<int>(extent_px / spacing_px));
}

std::vector<Tick> y_ticks(const Figure& figure, float plot_height, const Theme& theme) {
  return axis_ticks(figure.y, tick_count(plot_height, kYTickSpacing * theme.small_font_px));
}

void draw_x_labels(ImDrawList& canvas, const Figure& figure, const ChartLayout& layout,
                   const Theme& theme) {
  const AxisMap map = chart_maps(figure, layout).x;
  const float y = layout.plot_max.y + theme.gap_px / 2;
  const ImVec2 label = text_size(theme.small_font_px, figure.x.label);
  const float label_x = layout.plot_max.x - label.x;
  float used = layout.min.x;
  for (const Tick& tick : layout.x_ticks) {
    const float width = text_size(theme.small_font_px, tick.label).x;
    const float left = std::min(map.px_from_data(tick.value) - width / 2, layout.max.x - width);
    if (tick.label.empty() || left < used || left + width > label_x - theme.gap_px) continue;
    draw_text(canvas, ImVec2(left, y), theme.small_font_px, theme.text_muted, tick.label);
    used = left + width + theme.gap_px;
  }
  draw_text(canvas, ImVec2(label_x, y), theme.small_font_px, theme.text, figure.x.label);
}

// Whether most columns of pixels hold two points, as decimation leaves them.
bool is_dense(const std::vector<ImVec2>& points) {
  constexpr std::size_t kFewest = 64;
  return points.size() >= kFewest &&
         static_cast<float>(points.size()) > 1.5f * (points.back().x - points.front().x) &&
         std::ranges::is_sorted(points, {}, &ImVec2::x);
}

void draw_line(ImDrawList& canvas, const LineSeries& line, const ChartMaps& maps,
               const Theme& theme) {
  const float width = std::max(1.0f, std::round(line.width * theme.scale));
  const ImU32 color = packed(line.color);
  std::vector<ImVec2> points;
  points.reserve(line.x.size());
  const auto flush = [&] {
    if (line.style == LineStyle::Dashed)
      draw_dashed_polyline(canvas, points, color, width, 6 * theme.scale, 4 * theme.scale);
    else if (is_dense(points))
      draw_dense_line(canvas, points, color, width);
    else
      draw_polyline(canvas, points, color, width);
    // A lone point between two breaks would be invisible as a line.
    if (points.size() == 1 || line.has_points)
      for (const ImVec2& point : points)
        canvas.AddCircleFilled(point, std::max(2.0f, width + theme.scale), color, 10);
    points.clear();
  };
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    if (!std::isfinite(line.y[i])) {
      flush();
      continue;
    }
    points.emplace_back(maps.x.px_from_data(line.x[i]), maps.y.px_from_data(line.y[i]));
  }
  flush();
}

void draw_band(ImDrawList& canvas, const LineSeries& line, const ChartMaps& maps) {
  const ImU32 color = packed(line.color.with_alpha(line.color.a * 0.25f));
  for (std::size_t i = 0; i + 1 < line.x.size(); ++i) {
    if (!std::isfinite(line.low[i]) || !std::isfinite(line.low[i + 1])) continue;
    const float left = maps.x.px_from_data(line.x[i]);
    const float right = maps.x.px_from_data(line.x[i + 1]);
    canvas.AddQuadFilled(ImVec2(left, maps.y.px_from_data(line.low[i])),
                         ImVec2(left, maps.y.px_from_data(line.high[i])),
                         ImVec2(right, maps.y.px_from_data(line.high[i + 1])),
                         ImVec2(right, maps.y.px_from_data(line.low[i + 1])), color);
  }
}

void draw_histogram(ImDrawList& canvas, const HistogramSeries& histogram, const ChartMaps& maps,
                    const ChartLayout& layout) {
  const ImU32 color = packed(histogram.color);
  const float floor = std::min(maps.y.px_from_data(0.0), layout.plot_max.y);
  for (std::size_t i = 0; i < histogram.heights.size(); ++i) {
    if (!(histogram.heights[i] > 0)) continue;
    canvas.AddRectFilled(
        ImVec2(maps.x.px_from_data(histogram.edges[i]), maps.y.px_from_data(histogram.heights[i])),
        ImVec2(maps.x.px_from_data(histogram.edges[i + 1]), floor), color);
  }
}

void draw_points(ImDrawList& canvas, const PointSeries& series, const ChartMaps& maps,
                 const Theme& theme) {
  const ClassStyle style{series.color, series.shape};
  for (std::size_t i = 0; i < series.x.size(); ++i) {
    if (!std::isfinite(series.x[i]) || !std::isfinite(series.y[i])) continue;
    draw_marker(canvas, {maps.x.px_from_data(series.x[i]), maps.y.px_from_data(series.y[i])},
                kMarkerRadius * theme.scale, style, theme);
  }
}

}  // namespace

const std::string& line_key(const LineSeries& line) {
  return line.key.empty() ? line.label : line.key;
}

bool is_hidden(const LineSeries& line, const std::set<std::string>& hidden) {
  return hidden.contains(line_key(line)) ||
         std::ranges::any_of(line.hidden_with,
                             [&](const std::string& key) { return hidden.contains(key); });
}

float y_axis_width(const Figure& figure, float plot_height, const Theme& theme) {
  float width = 0;
  for (const Tick& tick : y_ticks(figure, plot_height, theme))
    width = std::max(width, text_size(theme.small_font_px, tick.label).x);
  return width + theme.gap_px;
}

ChartLayout layout_chart(const Figure& figure, const ImVec2& min, const ImVec2& max,
                         bool has_x_labels, const Theme& theme) {
  ChartLayout layout{min, max, min, max, {}, {}};
  // The y axis's name stands above the plot, upright and short of words.
  layout.plot_min.y += theme.small_font_px + theme.gap_px / 2;
  layout.plot_max.y -= has_x_labels ? theme.small_font_px + theme.gap_px : theme.gap_px / 2;
  layout.plot_max.y = std::max(layout.plot_max.y, layout.plot_min.y + 1);
  layout.plot_min.x += y_axis_width(figure, layout.plot_height(), theme);
  layout.plot_max.x = std::max(layout.plot_max.x - theme.gap_px, layout.plot_min.x + 1);
  layout.y_ticks = y_ticks(figure, layout.plot_height(), theme);
  layout.x_ticks =
      axis_ticks(figure.x, tick_count(layout.plot_width(), kXTickSpacing * theme.small_font_px));
  return layout;
}

ChartMaps chart_maps(const Figure& figure, const ChartLayout& layout) {
  return {AxisMap(figure.x, layout.plot_min.x, layout.plot_max.x),
          AxisMap(figure.y, layout.plot_max.y, layout.plot_min.y)};
}

void draw_frame(ImDrawList& canvas, const Figure& figure, const ChartLayout& layout,
                bool has_x_labels, const Theme& theme) {
  const ChartMaps maps = chart_maps(figure, layout);
  const auto line_color = [&](const Tick& tick) {
    return packed(tick.is_major ? theme.grid : theme.grid.with_alpha(theme.grid.a * 0.4f));
  };
  for (const Tick& tick : layout.x_ticks) {
    const float x = std::round(maps.x.px_from_data(tick.value));
    canvas.AddLine(ImVec2(x, layout.plot_min.y), ImVec2(x, layout.plot_max.y), line_color(tick));
  }
  for (const Tick& tick : layout.y_ticks) {
    const float y = std::round(maps.y.px_from_data(tick.value));
    canvas.AddLine(ImVec2(layout.plot_min.x, y), ImVec2(layout.plot_max.x, y), line_color(tick));
    const ImVec2 size = text_size(theme.small_font_px, tick.label);
    const float top = std::min(y - size.y / 2, layout.plot_max.y - size.y / 2);
    draw_text(canvas, ImVec2(layout.plot_min.x - size.x - theme.gap_px / 2, top),
              theme.small_font_px, theme.text_muted, tick.label);
  }
  canvas.AddRect(layout.plot_min, layout.plot_max, packed(theme.axis));
  draw_text(canvas, layout.min, theme.small_font_px, theme.text, figure.y.label);
  if (figure.dropped > 0)
    draw_text(canvas,
              ImVec2(layout.plot_min.x + theme.gap_px,
                     layout.plot_max.y - theme.small_font_px - theme.gap_px / 2),
              theme.small_font_px, theme.text_muted,
              fmt::format("{} values ≤ 0 not shown", figure.dropped));
  if (has_x_labels) draw_x_labels(canvas, figure, layout, theme);
}

void draw_series(ImDrawList& canvas, const Figure& figure, const ChartLayout& layout,
                 const std::set<std::string>& hidden, const Theme& theme) {
  const ChartMaps maps = chart_maps(figure, layout);
  canvas.PushClipRect(layout.plot_min, layout.plot_max, true);
  for (const HistogramSeries& histogram : figure.histograms)
    if (!hidden.contains(histogram.label)) draw_histogram(canvas, histogram, maps, layout);
  for (const LineSeries& line : figure.lines) {
    if (is_hidden(line, hidden)) continue;
    if (!line.low.empty()) draw_band(canvas, line, maps);
    draw_line(canvas, line, maps, theme);
  }
  for (const PointSeries& points : figure.points) draw_points(canvas, points, maps, theme);
  canvas.PopClipRect();
}

}  // namespace netdyno::app
