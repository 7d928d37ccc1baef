// app/shell/style.h
// SPDX-License-Identifier: MIT
//
// The theme as Dear ImGui's own style, and the theme's colours in its types.

#pragma once

#include <imgui.h>

#include "app/shell/theme.h"

namespace netdyno::app {

// Replaces all colours and sizes of `style`.
void apply_theme(const Theme& theme, ImGuiStyle& style);

inline ImVec4 vec4(const Color& color) {
  return {color.r, color.g, color.b, color.a};
}
inline ImU32 packed(const Color& color) {
  return ImGui::ColorConvertFloat4ToU32(vec4(color));
}

// Outlines the item before while the keyboard is on it: for those that ImGui itself draws nothing
// of.
void outline_walked_item(const Theme& theme);

// `share` of `b` in `a`, opaque.
Color mix(const Color& a, const Color& b, float share);

}  // namespace netdyno::app
