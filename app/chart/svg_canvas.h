// app/chart/svg_canvas.h
// SPDX-License-Identifier: MIT
//
// A page as SVG 1.1 text. Text stays text, set in the page's font family; its width is measured
// with the installed font of that family.
//
//   Source   W3C, Scalable Vector Graphics (SVG) 1.1, second edition (2011)

#pragma once

#include <string>
#include <vector>

#include "app/chart/font_meter.h"
#include "app/chart/vector_canvas.h"

namespace netdyno::app {

class SvgCanvas final : public VectorCanvas {
 public:
  SvgCanvas(double width, double height, bool is_serif, std::string_view title);

  void push_clip(const PageRect& area) override;
  void pop_clip() override;
  void stroke(std::span<const PagePoint> points, const StrokeStyle& style) override;
  void fill(std::span<const PagePoint> corners, const Color& color) override;
  void text(const PagePoint& position, std::string_view text, const TextStyle& style) override;
  void picture(const PageRect& area, const Pixels& pixels) override;
  double text_width(std::string_view text, double size, bool is_bold) const override;

  // The document; the canvas is done then.
  std::string take();

 private:
  FontMeter meter_;
  std::string svg_;
  unsigned long id_;  // of the title: tells figures of one document apart
  int clips_ = 0;
};

// &, <, >, " and ' as entities.
std::string xml_text(std::string_view text);

}  // namespace netdyno::app
