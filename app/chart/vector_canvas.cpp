// SPDX-License-Identifier: MIT
#include "app/chart/vector_canvas.h"

#include <array>
#include <cmath>
#include <numbers>

#include "engine/core/printable.h"

namespace netdyno::app {

std::string fitted_text(const VectorCanvas& canvas, std::string_view text, double size,
                        double width) {
  std::string fitted = printable(text);
  if (canvas.text_width(fitted, size, false) <= width) return fitted;
  while (!fitted.empty()) {
    do {
      const bool is_rest_of_code_point = (static_cast<unsigned char>(fitted.back()) & 0xC0) == 0x80;
      fitted.pop_back();
      if (!is_rest_of_code_point) break;
    } while (!fitted.empty());
    if (canvas.text_width(fitted + "…", size, false) <= width) break;
  }
  return fitted.empty() ? fitted : fitted + "…";
}

void VectorCanvas::fill_rect(const PageRect& area, const Color& color) {
  const std::array<PagePoint, 4> corners = {PagePoint{area.x, area.y},
                                            {area.right(), area.y},
                                            {area.right(), area.bottom()},
                                            {area.x, area.bottom()}};
  fill(corners, color);
}

void VectorCanvas::stroke_rect(const PageRect& area, const StrokeStyle& style) {
  const std::array<PagePoint, 5> corners = {PagePoint{area.x, area.y},
                                            {area.right(), area.y},
                                            {area.right(), area.bottom()},
                                            {area.x, area.bottom()},
                                            {area.x, area.y}};
  stroke(corners, style);
}

void VectorCanvas::fill_circle(const PagePoint& centre, double radius, const Color& color) {
  constexpr std::size_t kCorners = 16;
  std::array<PagePoint, kCorners> corners;
  for (std::size_t i = 0; i < kCorners; ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / kCorners;
    corners[i] = {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)};
  }
  fill(corners, color);
}

void VectorCanvas::line(const PagePoint& from, const PagePoint& to, const StrokeStyle& style) {
  const std::array<PagePoint, 2> points = {from, to};
  stroke(points, style);
}

}  // namespace netdyno::app
