// tests/app/shell/color_vision.h
// SPDX-License-Identifier: MIT
//
// Colours as the colour-blind see them, and how different two colours look.
//
//   Source   Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of
//   color
//            vision deficiency" (2009), matrices of severity 1 in linear sRGB; CIE 1976 ΔE*ab

#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "app/shell/theme.h"

namespace netdyno::app {

enum class Vision { Usual, Protanopia, Deuteranopia, Tritanopia };

inline double to_linear(double v) {
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}
inline float to_srgb(double v) {
  v = std::clamp(v, 0.0, 1.0);
  return static_cast<float>(v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055);
}

inline Color seen_with(const Color& color, Vision vision) {
  using Matrix = std::array<std::array<double, 3>, 3>;
  static constexpr std::array<Matrix, 4> kMatrices = {{
      {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
      {{{0.152286, 1.052583, -0.204868},
        {0.114503, 0.786281, 0.099216},
        {-0.003882, -0.048116, 1.051998}}},
      {{{0.367322, 0.860646, -0.227968},
        {0.280085, 0.672501, 0.047413},
        {-0.011820, 0.042940, 0.968881}}},
      {{{1.255528, -0.076749, -0.178779},
        {-0.078411, 0.930809, 0.147602},
        {0.004733, 0.691367, 0.303900}}},
  }};
  const Matrix& m = kMatrices[static_cast<std::size_t>(vision)];
  const std::array<double, 3> rgb = {to_linear(color.r), to_linear(color.g), to_linear(color.b)};
  const auto row = [&](std::size_t i) {
    return to_srgb(m[i][0] * rgb[0] + m[i][1] * rgb[1] + m[i][2] * rgb[2]);
  };
  return {row(0), row(1), row(2), 1};
}

// L*, a*, b* under D65.
inline std::array<double, 3> lab(const Color& color) {
  const double r = to_linear(color.r), g = to_linear(color.g), b = to_linear(color.b);
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const double y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

inline double color_difference(const Color& a, const Color& b) {
  const auto p = lab(a), q = lab(b);
  return std::sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
                   (p[2] - q[2]) * (p[2] - q[2]));
}

}  // namespace netdyno::app
