// app/chart/canvas.h
// SPDX-License-Identifier: MIT
//
// The few drawing primitives that charts and panels share, over ImGui's draw list: text of any
// size, lines of any length.
//
//   Units    pixels on screen

#pragma once

#include <imgui.h>

#include <span>
#include <string_view>

#include "app/shell/style.h"

namespace netdyno::app {

// Of the fonts that were loaded the one of just that size, else the current one, scaled.
ImFont* font_of_size(float font_px);

ImVec2 text_size(float font_px, std::string_view text);
void draw_text(ImDrawList& canvas, const ImVec2& position, float font_px, const Color& color,
               std::string_view text);
// Horizontally centred at x, cut nowhere.
void draw_text_centred(ImDrawList& canvas, float x, float y, float font_px, const Color& color,
                       std::string_view text);

// A polyline of any number of points, in pieces that ImGui's 16-bit indices can hold. Whole-pixel
// widths draw fastest.
void draw_polyline(ImDrawList& canvas, std::span<const ImVec2> points, ImU32 color, float width_px);
// The same of a line whose points lie less than a pixel apart, as one upright bar for each column
// of pixels: many times as fast. Points in the order of x.
void draw_dense_line(ImDrawList& canvas, std::span<const ImVec2> points, ImU32 color,
                     float width_px);
// The same as dashes; the pattern runs on across corners.
void draw_dashed_polyline(ImDrawList& canvas, std::span<const ImVec2> points, ImU32 color,
                          float width_px, float dash_px, float gap_px);

// ✓ and ✗ as strokes within a square: fonts differ in whether they have them.
void draw_check(ImDrawList& canvas, const ImVec2& corner, float side_px, const Color& color);
void draw_cross(ImDrawList& canvas, const ImVec2& corner, float side_px, const Color& color);

}  // namespace netdyno::app
