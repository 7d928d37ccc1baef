// SPDX-License-Identifier: MIT
#include "app/shell/theme.h"

#include <algorithm>
#include <cmath>

namespace netdyno::app {
namespace {

constexpr Color hex(std::uint32_t rgb) {
  return {static_cast<float>(rgb >> 16 & 255) / 255, static_cast<float>(rgb >> 8 & 255) / 255,
          static_cast<float>(rgb & 255) / 255, 1};
}

void scale_sizes(Theme& theme, float scale) {
  theme.scale = scale;
  for (float* size : {&theme.font_px, &theme.small_font_px, &theme.large_font_px, &theme.padding_px,
                      &theme.gap_px, &theme.rounding_px})
    *size = std::max(1.0f, std::round(*size * scale));
  theme.line_px = std::max(1.0f, std::round(theme.line_px * scale));
}

double linear(float channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

// Relative luminance, WCAG 2.1.
double luminance(const Color& color) {
  return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

}  // namespace

Theme Theme::dark(float scale) {
  Theme theme;
  theme.is_dark = true;
  theme.window = hex(0x121418);
  theme.panel = hex(0x1b1e24);
  theme.frame = hex(0x2a2f38);
  theme.frame_hovered = hex(0x363d49);
  theme.border = hex(0x434b58);
  theme.text = hex(0xe8eaed);
  theme.text_muted = hex(0xaab2be);
  theme.text_on_accent = hex(0x0b1118);
  theme.accent = hex(0x56b4e9);
  theme.warning = hex(0xf0b429);
  theme.error = hex(0xff8f66);
  theme.good = hex(0x3fc79a);
  theme.grid = hex(0x2c323c);
  theme.axis = hex(0x5d6673);
  theme.training = hex(0x56b4e9);
  theme.validation = hex(0xe69f00);
  theme.marker = hex(0xd690b8);
  // Okabe and Ito's first two; the others searched for so that all eight stay apart (ΔE >= 15) with
  // any dichromacy and stand out from the panel.
  theme.series = {hex(0x56b4e9), hex(0xe69f00), hex(0x58e0a0), hex(0xf4ea5a),
                  hex(0xcf3d93), hex(0xe0442f), hex(0x9a63ee), hex(0xc3c7ce)};
  theme.positive = hex(0x3d9be0);
  theme.zero = hex(0x23272f);
  theme.negative = hex(0xe58a2a);
  scale_sizes(theme, scale);
  return theme;
}

Theme Theme::light(float scale) {
  Theme theme;
  theme.is_dark = false;
  theme.window = hex(0xe4e7ec);
  theme.panel = hex(0xfbfbfc);
  theme.frame = hex(0xe9ecf1);
  theme.frame_hovered = hex(0xdbe1e9);
  theme.border = hex(0xc3cad4);
  theme.text = hex(0x1a1d22);
  theme.text_muted = hex(0x4f5866);
  theme.text_on_accent = hex(0xffffff);
  theme.accent = hex(0x0068a6);
  theme.warning = hex(0x7d5600);
  theme.error = hex(0xa83f00);
  theme.good = hex(0x006a4d);
  theme.grid = hex(0xe3e7ec);
  theme.axis = hex(0x8a93a0);
  theme.training = hex(0x0072b2);
  theme.validation = hex(0xc25a00);
  theme.marker = hex(0xa8487d);
  // As the dark ones: lightness tells them apart where hue does not.
  theme.series = {hex(0x0072b2), hex(0xb87a00), hex(0x8a1460), hex(0x30219a),
                  hex(0x5a4a08), hex(0xdd4e6c), hex(0x970eff), hex(0x101318)};
  theme.positive = hex(0x0072b2);
  theme.zero = hex(0xf3f4f6);
  theme.negative = hex(0xd06a00);
  scale_sizes(theme, scale);
  return theme;
}

double contrast(const Color& a, const Color& b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace netdyno::app
