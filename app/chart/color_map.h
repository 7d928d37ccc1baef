// app/chart/color_map.h
// SPDX-License-Identifier: MIT
//
// Numbers as colours. Weights: diverging, blue positive, orange negative, the theme's neutral at
// zero and always symmetric around it. Saliency: sequential, from black over purple and orange to
// pale yellow, its lightness rising all the way so that it reads without hue.
//
//   Range    values outside are clamped; not-a-number is drawn in the theme's error colour

#pragma once

#include <cstdint>

#include "app/shell/theme.h"

namespace netdyno::app {

// `value` in [-limit, limit]; limit <= 0 maps everything to the neutral.
Color diverging_color(double value, double limit, const Theme& theme);

// `value` in [0, limit].
Color sequential_color(double value, double limit, const Theme& theme);

Color blend(const Color& a, const Color& b, double share_of_b);

// R in the lowest byte, as TextureStore's pixels and ImGui's colours.
std::uint32_t pack(const Color& color);

}  // namespace netdyno::app
