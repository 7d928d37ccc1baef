// app/shell/fonts.h
// SPDX-License-Identifier: MIT
//
// The typefaces: Inter, with DejaVu Sans for mathematical symbols and pictograms that Inter lacks.
// Embedded at build time and rasterized at the theme's exact pixel sizes.
//
//   Range    the basic multilingual plane only, a limit of Debian's Dear ImGui
//   Cost     a few ten milliseconds and an atlas of some megabytes; only when the theme's scale
//            changes

#pragma once

#include <imgui.h>

#include "app/shell/theme.h"

namespace netdyno::app {

enum class FontRole {
  Text,    // Inter Regular at theme.font_px; the default
  Strong,  // Inter SemiBold at theme.font_px: titles, what matters most
  Small,   // Inter Regular at theme.small_font_px: axes, footnotes
  Large,   // Inter SemiBold at theme.large_font_px: the numbers of a read-out
};

// Replaces the atlas's fonts and rasterizes them. The renderer must then upload the new texture.
void build_fonts(const Theme& theme, ImFontAtlas& atlas);

// Of the current context's atlas; its default font when it was not made by build_fonts().
ImFont* font(FontRole role);

}  // namespace netdyno::app
