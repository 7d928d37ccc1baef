// SPDX-License-Identifier: MIT
#include "app/chart/color_map.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace netdyno::app {

namespace {

constexpr std::array<Color, 6> kEmber = {Color{0.00f, 0.00f, 0.02f}, Color{0.25f, 0.05f, 0.38f},
                                         Color{0.58f, 0.15f, 0.40f}, Color{0.88f, 0.33f, 0.24f},
                                         Color{0.99f, 0.66f, 0.15f}, Color{0.99f, 0.99f, 0.75f}};

}  // namespace

Color blend(const Color& a, const Color& b, double share_of_b) {
  const auto t = static_cast<float>(std::clamp(share_of_b, 0.0, 1.0));
  return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t,
          a.a + (b.a - a.a) * t};
}

Color diverging_color(double value, double limit, const Theme& theme) {
  if (std::isnan(value)) return theme.error;
  if (!(limit > 0)) return theme.zero;
  const double share = std::clamp(value / limit, -1.0, 1.0);
  return blend(theme.zero, share >= 0 ? theme.positive : theme.negative, std::abs(share));
}

Color sequential_color(double value, double limit, const Theme& theme) {
  if (std::isnan(value)) return theme.error;
  const double share = limit > 0 ? std::clamp(value / limit, 0.0, 1.0) : 0.0;
  const double position = share * static_cast<double>(kEmber.size() - 1);
  const auto i = std::min(static_cast<std::size_t>(position), kEmber.size() - 2);
  return blend(kEmber[i], kEmber[i + 1], position - static_cast<double>(i));
}

std::uint32_t pack(const Color& color) {
  const auto byte = [](float channel) {
    return static_cast<std::uint32_t>(std::clamp(channel, 0.0f, 1.0f) * 255.0f + 0.5f);
  };
  return byte(color.r) | byte(color.g) << 8 | byte(color.b) << 16 | byte(color.a) << 24;
}

}  // namespace netdyno::app
