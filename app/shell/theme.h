// app/shell/theme.h
// SPDX-License-Identifier: MIT
//
// Colours and sizes of everything that is drawn. Colours are safe for the colour-blind (after Okabe
// and Ito, 2008); text has a contrast of at least 4.5:1 on its background.
//
//   Units    sizes in pixels at scale 1, already multiplied by `scale` where they end in _px

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace netdyno::app {

struct Color {
  float r = 0, g = 0, b = 0, a = 1;  // [0,1], sRGB

  Color with_alpha(float alpha) const { return {r, g, b, alpha}; }
  bool operator==(const Color&) const = default;
};

// Of Theme::series, the hue that validation has too.
inline constexpr std::size_t kValidationSeries = 1;

// Of bars that text stands on, in any hue of a theme.
inline constexpr float kBarAlpha = 0.35f;

struct Theme {
  bool is_dark = true;
  float scale = 1.0f;  // of everything, 1 at 96 dpi

  Color window, panel, frame, frame_hovered, border;  // backgrounds, from far to near
  Color text, text_muted, text_on_accent;
  Color accent;  // what can be pressed, and what is selected
  Color warning, error, good;
  Color grid, axis;                // of charts
  Color training, validation;      // hues of the two curves
  Color marker;                    // knob changes on the curves
  std::array<Color, 8> series;     // layers, runs
  Color positive, zero, negative;  // diverging map: blue, near-background, orange

  float font_px = 16, small_font_px = 13, large_font_px = 22;
  float padding_px = 8, gap_px = 6, rounding_px = 4;
  float line_px = 2;  // of curves; whole pixels draw fastest

  // The run's curve in another of the colours for runs; `series_index` < series.size().
  void recolor_run(std::size_t series_index) { training = series[series_index]; }

  static Theme dark(float scale);
  static Theme light(float scale);
};

// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
double contrast(const Color& a, const Color& b);

}  // namespace netdyno::app
