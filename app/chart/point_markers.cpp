// SPDX-License-Identifier: MIT
#include "app/chart/point_markers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "app/shell/style.h"

namespace netdyno::app {

namespace {

constexpr int kShapes = 8;

const std::array<ImVec2, 3> kTriangleUp = {ImVec2{0, -1.1f}, {1, 0.75f}, {-1, 0.75f}};
const std::array<ImVec2, 3> kTriangleDown = {ImVec2{0, 1.1f}, {-1, -0.75f}, {1, -0.75f}};
const std::array<ImVec2, 4> kSquare = {
    ImVec2{-0.85f, -0.85f}, {0.85f, -0.85f}, {0.85f, 0.85f}, {-0.85f, 0.85f}};
const std::array<ImVec2, 4> kDiamond = {ImVec2{0, -1.2f}, {1.2f, 0}, {0, 1.2f}, {-1.2f, 0}};
const std::array<ImVec2, 4> kBar = {
    ImVec2{-1.2f, -0.5f}, {1.2f, -0.5f}, {1.2f, 0.5f}, {-1.2f, 0.5f}};

void draw_polygon(ImDrawList& canvas, const ImVec2& centre, float radius_px,
                  std::span<const ImVec2> corners, ImU32 fill, ImU32 outline) {
  std::array<ImVec2, 4> points;
  for (std::size_t i = 0; i < corners.size(); ++i)
    points[i] = {centre.x + radius_px * corners[i].x, centre.y + radius_px * corners[i].y};
  canvas.AddConvexPolyFilled(points.data(), static_cast<int>(corners.size()), fill);
  canvas.AddPolyline(points.data(), static_cast<int>(corners.size()), outline, ImDrawFlags_Closed,
                     1);
}

void draw_strokes(ImDrawList& canvas, const ImVec2& centre, float radius_px, bool is_plus,
                  ImU32 fill, ImU32 outline) {
  const float reach = is_plus ? 1.1f * radius_px : 0.85f * radius_px;
  for (const auto& [color, width] : {std::pair{outline, 4.0f}, std::pair{fill, 2.0f}})
    for (const float sign : {-1.0f, 1.0f}) {
      const ImVec2 half =
          is_plus ? (sign < 0 ? ImVec2(reach, 0) : ImVec2(0, reach)) : ImVec2(reach, sign * reach);
      canvas.AddLine(ImVec2(centre.x - half.x, centre.y - half.y),
                     ImVec2(centre.x + half.x, centre.y + half.y), color,
                     std::max(1.0f, std::round(width * radius_px / 4)));
    }
}

}  // namespace

ClassStyle class_style(std::int64_t index, const Theme& theme) {
  const std::int64_t i = std::max<std::int64_t>(index, 0);
  const auto colors = static_cast<std::int64_t>(theme.series.size());
  return {theme.series[static_cast<std::size_t>(i % colors)],
          static_cast<MarkerShape>((i + i / colors) % kShapes)};
}

void draw_marker(ImDrawList& canvas, const ImVec2& centre, float radius_px, const ClassStyle& style,
                 const Theme& theme) {
  const ImU32 fill = packed(style.color);
  const ImU32 outline = packed(theme.window);
  switch (style.shape) {
    case MarkerShape::Circle:
      canvas.AddCircleFilled(centre, radius_px, fill, 10);
      canvas.AddCircle(centre, radius_px, outline, 10, 1);
      return;
    case MarkerShape::Square:
      return draw_polygon(canvas, centre, radius_px, kSquare, fill, outline);
    case MarkerShape::TriangleUp:
      return draw_polygon(canvas, centre, radius_px, kTriangleUp, fill, outline);
    case MarkerShape::Diamond:
      return draw_polygon(canvas, centre, radius_px, kDiamond, fill, outline);
    case MarkerShape::Cross:
      return draw_strokes(canvas, centre, radius_px, false, fill, outline);
    case MarkerShape::Plus:
      return draw_strokes(canvas, centre, radius_px, true, fill, outline);
    case MarkerShape::TriangleDown:
      return draw_polygon(canvas, centre, radius_px, kTriangleDown, fill, outline);
    case MarkerShape::Bar:
      return draw_polygon(canvas, centre, radius_px, kBar, fill, outline);
  }
}

}  // namespace netdyno::app
