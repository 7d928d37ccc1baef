// SPDX-License-Identifier: MIT
#include "app/chart/page_markers.h"

#include <array>
#include <vector>

namespace netdyno::app {

namespace {

void draw_polygon(VectorCanvas& canvas, const PagePoint& centre, double radius,
                  std::span<const PagePoint> corners, const Color& color, const Color& outline) {
  std::vector<PagePoint> points;
  for (const PagePoint& corner : corners)
    points.push_back({centre.x + radius * corner.x, centre.y + radius * corner.y});
  canvas.fill(points, color);
  points.push_back(points.front());
  canvas.stroke(points, {outline, radius / 4});
}

void draw_strokes(VectorCanvas& canvas, const PagePoint& centre, double reach_x1, double reach_y1,
                  double reach_x2, double reach_y2, double radius, const Color& color,
                  const Color& outline) {
  for (const auto& [ink, width] : {std::pair{outline, radius}, std::pair{color, radius / 2}}) {
    canvas.line({centre.x - reach_x1, centre.y - reach_y1},
                {centre.x + reach_x1, centre.y + reach_y1}, {ink, width});
    canvas.line({centre.x - reach_x2, centre.y - reach_y2},
                {centre.x + reach_x2, centre.y + reach_y2}, {ink, width});
  }
}

}  // namespace

void draw_page_marker(VectorCanvas& canvas, const PagePoint& centre, double radius,
                      MarkerShape shape, const Color& color, const Color& outline) {
  using Corners = std::vector<PagePoint>;
  const auto polygon = [&](const Corners& corners) {
    draw_polygon(canvas, centre, radius, corners, color, outline);
  };
  switch (shape) {
    case MarkerShape::Circle:
      return polygon({{1, 0},
                      {0.71, 0.71},
                      {0, 1},
                      {-0.71, 0.71},
                      {-1, 0},
                      {-0.71, -0.71},
                      {0, -1},
                      {0.71, -0.71}});
    case MarkerShape::Square:
      return polygon({{-0.85, -0.85}, {0.85, -0.85}, {0.85, 0.85}, {-0.85, 0.85}});
    case MarkerShape::TriangleUp:
      return polygon({{0, -1.1}, {1, 0.75}, {-1, 0.75}});
    case MarkerShape::TriangleDown:
      return polygon({{0, 1.1}, {-1, -0.75}, {1, -0.75}});
    case MarkerShape::Diamond:
      return polygon({{0, -1.2}, {1.2, 0}, {0, 1.2}, {-1.2, 0}});
    case MarkerShape::Bar:
      return polygon({{-1.2, -0.5}, {1.2, -0.5}, {1.2, 0.5}, {-1.2, 0.5}});
    case MarkerShape::Cross: {
      const double reach = 0.85 * radius;
      return draw_strokes(canvas, centre, reach, reach, reach, -reach, radius, color, outline);
    }
    case MarkerShape::Plus: {
      const double reach = 1.1 * radius;
      return draw_strokes(canvas, centre, reach, 0, 0, reach, radius, color, outline);
    }
  }
}

}  // namespace netdyno::app
