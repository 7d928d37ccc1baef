// SPDX-License-Identifier: MIT
#include "app/chart/vector_canvas.h"

#include <array>
#include <cmath>
#include <numbers>

namespace netdyno::app {

namespace {

constexpr std::string_view kReplacement = "\uFFFD";

// Bytes of the code point that begins `text`, 0 where none does.
std::size_t code_point_bytes(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const std::size_t length = first < 0x80                     ? 1
                             : first >= 0xC2 && first < 0xE0  ? 2
                             : first >= 0xE0 && first < 0xF0  ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  const bool is_overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool is_surrogate = first == 0xED && byte(1) >= 0xA0;
  const bool is_too_large = first == 0xF4 && byte(1) >= 0x90;
  return is_overlong || is_surrogate || is_too_large ? 0 : length;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = code_point_bytes(text);
    const bool is_control =
        length == 1 && (static_cast<unsigned char>(text[0]) < 0x20 || text[0] == 0x7F);
    if (length == 0)
      result += kReplacement;
    else if (is_control)
      result += ' ';
    else
      result += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

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
