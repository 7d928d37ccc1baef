// SPDX-License-Identifier: MIT
#include "app/chart/canvas.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

namespace netdyno::app {

namespace {

// Two vertices a point on the textured path, four otherwise; well below 65536 either way.
constexpr std::size_t kPiece = 4000;

}  // namespace

ImFont* font_of_size(float font_px) {
  for (ImFont* font : ImGui::GetIO().Fonts->Fonts)
    if (font->FontSize == font_px) return font;
  return ImGui::GetFont();
}

ImVec2 text_size(float font_px, std::string_view text) {
  return font_of_size(font_px)->CalcTextSizeA(font_px, FLT_MAX, 0.0f, text.data(),
                                              text.data() + text.size());
}

void draw_text(ImDrawList& canvas, const ImVec2& position, float font_px, const Color& color,
               std::string_view text) {
  // Glyphs at whole pixels stay sharp.
  canvas.AddText(font_of_size(font_px), font_px,
                 ImVec2(std::round(position.x), std::round(position.y)), packed(color), text.data(),
                 text.data() + text.size());
}

void draw_text_centred(ImDrawList& canvas, float x, float y, float font_px, const Color& color,
                       std::string_view text) {
  draw_text(canvas, ImVec2(x - text_size(font_px, text).x / 2, y), font_px, color, text);
}

void draw_polyline(ImDrawList& canvas, std::span<const ImVec2> points, ImU32 color,
                   float width_px) {
  for (std::size_t begin = 0; begin + 1 < points.size(); begin += kPiece - 1) {
    const std::size_t count = std::min(kPiece, points.size() - begin);
    canvas.AddPolyline(points.data() + begin, static_cast<int>(count), color, 0, width_px);
  }
}

void draw_dense_line(ImDrawList& canvas, std::span<const ImVec2> points, ImU32 color,
                     float width_px) {
  constexpr int kVertices = 4, kIndices = 6;  // of a bar
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  float last_y = points.empty() ? 0 : points.front().y;
  for (std::size_t begin = 0; begin < points.size();) {
    int bars = 0;
    const std::size_t end = std::min(points.size(), begin + 2 * kPiece);
    const auto reserved = static_cast<int>(end - begin);
    canvas.PrimReserve(kIndices * reserved, kVertices * reserved);
    while (begin < end) {
      const float column = std::floor(points[begin].x);
      // From where the column before ended, so that the line has no gaps.
      float top = last_y, bottom = last_y;
      for (; begin < end && points[begin].x < column + 1; ++begin) {
        last_y = points[begin].y;
        top = std::min(top, last_y);
        bottom = std::max(bottom, last_y);
      }
      canvas.PrimRectUV({column, top - width_px / 2}, {column + 1, bottom + width_px / 2}, uv, uv,
                        color);
      ++bars;
    }
    canvas.PrimUnreserve(kIndices * (reserved - bars), kVertices * (reserved - bars));
  }
}

void draw_dashed_polyline(ImDrawList& canvas, std::span<const ImVec2> points, ImU32 color,
                          float width_px, float dash_px, float gap_px) {
  const float period = dash_px + gap_px;
  float phase = 0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const ImVec2 a = points[i];
    const ImVec2 b = points[i + 1];
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    // A segment that runs far off screen is not worth a thousand dashes.
    if (!(length > 0) || length > 1e5f) continue;
    for (float from = -phase; from < length; from += period) {
      const float begin = std::max(from, 0.0f) / length;
      const float end = std::min(from + dash_px, length) / length;
      if (end <= begin) continue;
      canvas.AddLine(ImVec2(a.x + (b.x - a.x) * begin, a.y + (b.y - a.y) * begin),
                     ImVec2(a.x + (b.x - a.x) * end, a.y + (b.y - a.y) * end), color, width_px);
    }
    phase = std::fmod(phase + length, period);
  }
}

void draw_check(ImDrawList& canvas, const ImVec2& corner, float side_px, const Color& color) {
  const float s = side_px;
  const ImVec2 points[] = {ImVec2(corner.x + 0.12f * s, corner.y + 0.55f * s),
                           ImVec2(corner.x + 0.40f * s, corner.y + 0.82f * s),
                           ImVec2(corner.x + 0.90f * s, corner.y + 0.20f * s)};
  canvas.AddPolyline(points, 3, packed(color), 0, std::max(1.0f, std::round(s / 7)));
}

void draw_cross(ImDrawList& canvas, const ImVec2& corner, float side_px, const Color& color) {
  const float near = 0.2f * side_px;
  const float far = 0.8f * side_px;
  const float width = std::max(1.0f, std::round(side_px / 7));
  canvas.AddLine(ImVec2(corner.x + near, corner.y + near), ImVec2(corner.x + far, corner.y + far),
                 packed(color), width);
  canvas.AddLine(ImVec2(corner.x + near, corner.y + far), ImVec2(corner.x + far, corner.y + near),
                 packed(color), width);
}

}  // namespace netdyno::app
