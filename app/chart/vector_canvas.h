// app/chart/vector_canvas.h
// SPDX-License-Identifier: MIT
//
// A page to draw figures on without a screen: lines, areas, text that stays text, pictures. What
// becomes of it (SVG, PDF, pixels) is the implementation's.
//
//   Units    points (1/72 inch) from the upper left corner, y downwards
//   Range    positions are finite; text may be anything: what is no UTF-8 or cannot be printed is
//            replaced

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/shell/texture_store.h"
#include "app/shell/theme.h"

namespace netdyno::app {

struct PagePoint {
  double x = 0, y = 0;
};

struct PageRect {
  double x = 0, y = 0, width = 0, height = 0;
  double right() const { return x + width; }
  double bottom() const { return y + height; }
};

struct StrokeStyle {
  Color color;
  double width = 1;
  double dash = 0, gap = 0;  // 0: solid
};

enum class TextAnchor { Start, Middle, End };

struct TextStyle {
  double size = 8;  // of the font
  Color color;
  TextAnchor anchor = TextAnchor::Start;
  bool is_bold = false;
  bool is_upward = false;  // turned to be read from below to above
};

class VectorCanvas {
 public:
  virtual ~VectorCanvas() = default;

  virtual void push_clip(const PageRect& area) = 0;
  virtual void pop_clip() = 0;
  virtual void stroke(std::span<const PagePoint> points, const StrokeStyle& style) = 0;
  virtual void fill(std::span<const PagePoint> corners, const Color& color) = 0;
  // At the text's base line.
  virtual void text(const PagePoint& position, std::string_view text, const TextStyle& style) = 0;
  // Every pixel a sharp rectangle.
  virtual void picture(const PageRect& area, const Pixels& pixels) = 0;
  virtual double text_width(std::string_view text, double size, bool is_bold) const = 0;

  void fill_rect(const PageRect& area, const Color& color);
  void stroke_rect(const PageRect& area, const StrokeStyle& style);
  void fill_circle(const PagePoint& centre, double radius, const Color& color);
  void line(const PagePoint& from, const PagePoint& to, const StrokeStyle& style);
};

// `text`, shortened with an ellipsis to at most `width`.
std::string fitted_text(const VectorCanvas& canvas, std::string_view text, double size,
                        double width);

}  // namespace netdyno::app
