// SPDX-License-Identifier: MIT
#include "app/chart/page_figure.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/chart/axis_map.h"
#include "app/chart/page_legend.h"
#include "app/chart/page_markers.h"
#include "app/chart/ticks.h"

namespace netdyno::app {

namespace {

constexpr double kTickFont = 0.875, kTitleFont = 1.125;  // of the labels' size
constexpr double kColumn = 0.25;                         // points

struct Plot {
  PageRect area;
  std::vector<Tick> x_ticks, y_ticks;
  AxisMap x, y;

  PagePoint at(double data_x, double data_y) const {
    return {static_cast<double>(x.px_from_data(data_x)),
            static_cast<double>(y.px_from_data(data_y))};
  }
};

int tick_count(double extent, double spacing) {
  return std::max(2, static_cast<int>(extent / spacing));
}

double widest_label(const VectorCanvas& canvas, const std::vector<Tick>& ticks, double size) {
  double width = 0;
  for (const Tick& tick : ticks)
    width = std::max(width, canvas.text_width(tick.label, size, false));
  return width;
}

AxisMap map_of(const Axis& axis, double from, double to) {
  return {axis, static_cast<float>(from), static_cast<float>(to)};
}

// What is left of the area between title, legend, labels and ticks.
Plot lay_out(const VectorCanvas& canvas, const Figure& figure, const FigurePage& page,
             const PageRect& area) {
  const double gap = page.font / 2, tick = kTickFont * page.font;
  const double below = tick + 1.5 * gap + (figure.x.label.empty() ? 0 : page.font + gap / 2);
  const double above = figure.title.empty() ? tick / 2 : kTitleFont * page.font + gap + tick / 2;
  const auto y_ticks_of = [&](double height) {
    return axis_ticks(figure.y, tick_count(std::max(height, 1.0), 2.4 * tick));
  };
  const double name = figure.y.label.empty() ? 0 : page.font + gap;
  const double left =
      name + widest_label(canvas, y_ticks_of(area.height - above - below), tick) + gap;
  std::vector<Tick> x_ticks =
      axis_ticks(figure.x, tick_count(std::max(area.width - left - gap, 1.0), 5.5 * tick));
  const double right =
      x_ticks.empty() ? gap
                      : std::max(gap, canvas.text_width(x_ticks.back().label, tick, false) / 2);
  PageRect plot = {area.x + left, area.y + above, std::max(area.width - left - right, 1.0), 0};
  plot.y += legend_height(canvas, figure, page, plot.width);
  plot.height = std::max(area.bottom() - below - plot.y, 1.0);
  return {plot, std::move(x_ticks), y_ticks_of(plot.height), map_of(figure.x, plot.x, plot.right()),
          map_of(figure.y, plot.bottom(), plot.y)};
}

void draw_grid(VectorCanvas& canvas, const Plot& plot, const FigurePage& page) {
  const double thin = page.line_scale * 0.8;
  const auto style = [&](const Tick& tick) {
    const Color& grid = page.theme.grid;
    return StrokeStyle{tick.is_major ? grid : grid.with_alpha(grid.a * 0.5f), thin};
  };
  for (const Tick& tick : plot.x_ticks) {
    const auto x = static_cast<double>(plot.x.px_from_data(tick.value));
    canvas.line({x, plot.area.y}, {x, plot.area.bottom()}, style(tick));
  }
  for (const Tick& tick : plot.y_ticks) {
    const auto y = static_cast<double>(plot.y.px_from_data(tick.value));
    canvas.line({plot.area.x, y}, {plot.area.right(), y}, style(tick));
  }
}

void draw_tick_labels(VectorCanvas& canvas, const Plot& plot, const FigurePage& page,
                      const PageRect& area) {
  const double size = kTickFont * page.font, gap = page.font / 2;
  TextStyle style{.size = size, .color = page.theme.text_muted, .anchor = TextAnchor::Middle};
  double used = area.x - gap;
  for (const Tick& tick : plot.x_ticks) {
    if (tick.label.empty()) continue;
    const double width = canvas.text_width(tick.label, size, false);
    const double centre =
        std::min(static_cast<double>(plot.x.px_from_data(tick.value)), area.right() - width / 2);
    if (centre - width / 2 < used) continue;
    canvas.text({centre, plot.area.bottom() + gap / 2 + size}, tick.label, style);
    used = centre + width / 2 + gap;
  }
  style.anchor = TextAnchor::End;
  for (const Tick& tick : plot.y_ticks)
    canvas.text(
        {plot.area.x - gap / 2, static_cast<double>(plot.y.px_from_data(tick.value)) + 0.36 * size},
        tick.label, style);
}

void draw_axis_names(VectorCanvas& canvas, const Figure& figure, const Plot& plot,
                     const FigurePage& page, const PageRect& area) {
  TextStyle style{.size = page.font, .color = page.theme.text, .anchor = TextAnchor::Middle};
  if (!figure.x.label.empty())
    canvas.text({plot.area.x + plot.area.width / 2, area.bottom() - 0.25 * page.font},
                figure.x.label, style);
  style.is_upward = true;
  if (!figure.y.label.empty())
    canvas.text({area.x + 0.85 * page.font, plot.area.y + plot.area.height / 2}, figure.y.label,
                style);
}

void draw_band(VectorCanvas& canvas, const LineSeries& line, const Plot& plot) {
  std::vector<PagePoint> upper, lower;
  const auto flush = [&] {
    upper.insert(upper.end(), lower.rbegin(), lower.rend());
    canvas.fill(upper, line.color.with_alpha(line.color.a * 0.25f));
    upper.clear();
    lower.clear();
  };
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    if (!std::isfinite(line.low[i]) || !std::isfinite(line.high[i])) {
      flush();
      continue;
    }
    upper.push_back(plot.at(line.x[i], line.high[i]));
    lower.push_back(plot.at(line.x[i], line.low[i]));
  }
  flush();
}

void draw_line(VectorCanvas& canvas, const LineSeries& line, const Plot& plot,
               const FigurePage& page) {
  const double width = static_cast<double>(line.width) * page.line_scale;
  StrokeStyle style{line.color, width};
  if (line.style == LineStyle::Dashed) {
    style.dash = 6 * page.line_scale;
    style.gap = 4 * page.line_scale;
  }
  std::vector<PagePoint> points;
  const auto flush = [&] {
    canvas.stroke(reduced_line(points, kColumn), style);
    // A lone point stands at the plot's edge more often than not, where half of it is cut off.
    const double radius = (points.size() == 1 ? 2.2 : 1.4) * width;
    if (points.size() == 1 || line.has_points)
      for (const PagePoint& point : points) canvas.fill_circle(point, radius, line.color);
    points.clear();
  };
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    if (std::isfinite(line.y[i]))
      points.push_back(plot.at(line.x[i], line.y[i]));
    else
      flush();
  }
  flush();
}

void draw_histogram(VectorCanvas& canvas, const HistogramSeries& histogram, const Plot& plot) {
  const double floor = std::min(static_cast<double>(plot.y.px_from_data(0.0)), plot.area.bottom());
  for (std::size_t i = 0; i < histogram.heights.size(); ++i) {
    if (!(histogram.heights[i] > 0)) continue;
    const PagePoint corner = plot.at(histogram.edges[i], histogram.heights[i]);
    const auto right = static_cast<double>(plot.x.px_from_data(histogram.edges[i + 1]));
    canvas.fill_rect({corner.x, corner.y, right - corner.x, floor - corner.y}, histogram.color);
  }
}

void draw_points(VectorCanvas& canvas, const PointSeries& series, const Plot& plot,
                 const FigurePage& page) {
  for (std::size_t i = 0; i < series.x.size(); ++i)
    if (std::isfinite(series.x[i]) && std::isfinite(series.y[i]))
      draw_page_marker(canvas, plot.at(series.x[i], series.y[i]), 3 * page.line_scale * 1.2,
                       series.shape, series.color, page.background);
}

// Knobs that were turned: a dashed line with a flag, and its name where there is room.
void draw_knobs(VectorCanvas& canvas, const Figure& figure, const Plot& plot,
                const FigurePage& page) {
  const double size = kTickFont * page.font, flag = 0.4 * size;
  double used = plot.area.x - 1;
  for (std::size_t i = 0; i < figure.markers.size(); ++i) {
    const VerticalMarker& marker = figure.markers[i];
    const auto x = static_cast<double>(plot.x.px_from_data(marker.x));
    if (x < plot.area.x || x > plot.area.right() || x <= used + kColumn) continue;
    canvas.line({x, plot.area.y}, {x, plot.area.bottom()},
                {marker.color, page.line_scale, 3 * page.line_scale, 3 * page.line_scale});
    const std::array<PagePoint, 3> corners = {
        PagePoint{x - flag, plot.area.y}, {x + flag, plot.area.y}, {x, plot.area.y + 1.6 * flag}};
    canvas.fill(corners, marker.color);
    used = x;
    const double next = i + 1 < figure.markers.size()
                            ? static_cast<double>(plot.x.px_from_data(figure.markers[i + 1].x))
                            : plot.area.right();
    const double end = std::min(next - flag, plot.area.right());
    for (const std::string* text : {&marker.label, &marker.symbol}) {
      if (text->empty() || x + 2 * flag + canvas.text_width(*text, size, false) >= end) continue;
      canvas.text({x + flag + 1, plot.area.y + size}, *text, {.size = size, .color = marker.color});
      break;
    }
  }
}

void draw_clipped(VectorCanvas& canvas, const Figure& figure, const Plot& plot,
                  const FigurePage& page) {
  const double side = 0.45 * page.font;
  const double top = plot.area.y + 1.2 * page.font;
  for (const ClippedMarker& clipped : figure.clipped) {
    const auto x = static_cast<double>(plot.x.px_from_data(clipped.x));
    const std::array<PagePoint, 3> corners = {
        PagePoint{x - side, top + 1.6 * side}, {x, top}, {x + side, top + 1.6 * side}};
    canvas.fill(corners, clipped.color);
    if (clipped.label.empty()) continue;
    const double width = canvas.text_width(clipped.label, page.font, false);
    const bool fits_right = x + 2 * side + width < plot.area.right();
    canvas.text({fits_right ? x + 2 * side : x - 2 * side - width, top + 1.6 * side}, clipped.label,
                {.size = page.font, .color = clipped.color});
  }
}

void draw_bad_values(VectorCanvas& canvas, const Figure& figure, const Plot& plot,
                     const FigurePage& page) {
  const double side = 0.5 * page.font;
  double last = -1e6;
  for (const BadValueMarker& bad : figure.bad_values) {
    const auto x = static_cast<double>(plot.x.px_from_data(bad.x));
    if (x - std::exchange(last, x) < 2.5 * side) continue;
    const double y = plot.area.bottom() - 1;
    const std::array<PagePoint, 3> corners = {
        PagePoint{x - side, y}, {x, y - 1.7 * side}, {x + side, y}};
    canvas.fill(corners, bad.color);
  }
}

void draw_content(VectorCanvas& canvas, const Figure& figure, const Plot& plot,
                  const FigurePage& page) {
  canvas.push_clip(plot.area);
  for (const HistogramSeries& histogram : figure.histograms)
    draw_histogram(canvas, histogram, plot);
  for (const LineSeries& line : figure.lines) {
    if (!line.low.empty()) draw_band(canvas, line, plot);
    draw_line(canvas, line, plot, page);
  }
  for (const PointSeries& points : figure.points) draw_points(canvas, points, plot, page);
  draw_knobs(canvas, figure, plot, page);
  draw_clipped(canvas, figure, plot, page);
  draw_bad_values(canvas, figure, plot, page);
  canvas.pop_clip();
}

}  // namespace

std::vector<PagePoint> reduced_line(std::span<const PagePoint> points, double width) {
  std::vector<PagePoint> all(points.begin(), points.end());
  const bool falls = std::ranges::adjacent_find(all, [](const PagePoint& a, const PagePoint& b) {
                       return b.x < a.x;
                     }) != all.end();
  if (falls || all.size() <= 4) return all;
  std::vector<PagePoint> kept;
  for (std::size_t begin = 0; begin < all.size();) {
    const double column = std::floor(all[begin].x / width);
    std::size_t end = begin, low = begin, high = begin;
    for (; end < all.size() && std::floor(all[end].x / width) == column; ++end) {
      if (all[end].y < all[low].y) low = end;
      if (all[end].y > all[high].y) high = end;
    }
    std::array<std::size_t, 4> chosen = {begin, low, high, end - 1};
    std::ranges::sort(chosen);
    const auto unique = std::ranges::unique(chosen);
    for (auto i = chosen.begin(); i != unique.begin(); ++i) kept.push_back(all[*i]);
    begin = end;
  }
  return kept;
}

void draw_background(VectorCanvas& canvas, const FigurePage& page) {
  if (!page.is_transparent) canvas.fill_rect({0, 0, page.width, page.height}, page.background);
}

PageRect draw_figure(VectorCanvas& canvas, const Figure& figure, const FigurePage& page,
                     const PageRect& area, const Pixels* backdrop) {
  const Plot plot = lay_out(canvas, figure, page, area);
  if (!figure.title.empty())
    canvas.text(
        {plot.area.x, area.y + kTitleFont * page.font},
        fitted_text(canvas, figure.title, kTitleFont * page.font, area.right() - plot.area.x),
        {.size = kTitleFont * page.font, .color = page.theme.text, .is_bold = true});
  const double legend_top =
      area.y + (figure.title.empty() ? 0 : kTitleFont * page.font + page.font / 2);
  draw_legend(canvas, figure, page, {plot.area.x, legend_top, plot.area.width, 0});
  if (backdrop)
    canvas.picture(plot.area, *backdrop);
  else
    draw_grid(canvas, plot, page);
  draw_content(canvas, figure, plot, page);
  canvas.stroke_rect(plot.area, {page.theme.axis, page.line_scale});
  draw_tick_labels(canvas, plot, page, area);
  draw_axis_names(canvas, figure, plot, page, area);
  if (figure.dropped > 0)
    canvas.text({plot.area.x + page.font / 2, plot.area.bottom() - page.font / 2},
                fmt::format("{} values ≤ 0 not shown", figure.dropped),
                {.size = kTickFont * page.font, .color = page.theme.text_muted});
  return plot.area;
}

}  // namespace netdyno::app
