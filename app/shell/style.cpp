// SPDX-License-Identifier: MIT
#include "app/shell/style.h"

namespace netdyno::app {
namespace {

void set_sizes(const Theme& theme, ImGuiStyle& style) {
  style = ImGuiStyle();
  const float s = theme.scale;
  style.WindowPadding = {theme.padding_px, theme.padding_px};
  style.FramePadding = {theme.padding_px, theme.padding_px * 0.5f};
  style.ItemSpacing = {theme.padding_px, theme.gap_px};
  style.ItemInnerSpacing = {theme.gap_px, theme.gap_px};
  style.CellPadding = {theme.gap_px, theme.gap_px * 0.5f};
  style.IndentSpacing = 16 * s;
  style.ScrollbarSize = 12 * s;
  style.GrabMinSize = 12 * s;
  style.WindowRounding = style.ChildRounding = style.FrameRounding = theme.rounding_px;
  style.PopupRounding = style.GrabRounding = style.TabRounding = theme.rounding_px;
  style.ScrollbarRounding = 6 * s;
  style.WindowBorderSize = style.ChildBorderSize = style.PopupBorderSize = 1;
  style.FrameBorderSize = 1;
  style.WindowTitleAlign = {0.0f, 0.5f};
  style.DisplaySafeAreaPadding = {0, 0};
  style.CurveTessellationTol = 1.25f / s;
}

// Colours of text and of what text stands on; a test holds each pair's contrast.
void set_text_colors(const Theme& theme, ImVec4* colors) {
  const auto set = [&](ImGuiCol index, const Color& color) { colors[index] = vec4(color); };
  const Color pressed = mix(theme.frame_hovered, theme.accent, 0.25f);
  const Color pressed_grab = mix(theme.frame_hovered, theme.accent, 0.3f);
  set(ImGuiCol_Text, theme.text);
  set(ImGuiCol_TextDisabled, theme.text_muted);
  set(ImGuiCol_WindowBg, theme.panel);
  set(ImGuiCol_ChildBg, theme.panel.with_alpha(0));
  set(ImGuiCol_PopupBg, theme.panel);
  set(ImGuiCol_MenuBarBg, theme.window);
  set(ImGuiCol_FrameBg, theme.frame);
  set(ImGuiCol_FrameBgHovered, theme.frame_hovered);
  set(ImGuiCol_FrameBgActive, theme.frame_hovered);
  set(ImGuiCol_TitleBg, theme.window);
  set(ImGuiCol_TitleBgActive, theme.frame);
  set(ImGuiCol_TitleBgCollapsed, theme.window);
  set(ImGuiCol_Button, theme.frame);
  set(ImGuiCol_ButtonHovered, theme.frame_hovered);
  set(ImGuiCol_ButtonActive, pressed);
  // A slider's value is written over its grab.
  set(ImGuiCol_SliderGrab, mix(theme.frame_hovered, theme.accent, 0.4f));
  set(ImGuiCol_SliderGrabActive, pressed_grab);
  set(ImGuiCol_Header, mix(theme.frame, theme.accent, 0.18f));
  set(ImGuiCol_HeaderHovered, theme.frame_hovered);
  set(ImGuiCol_HeaderActive, pressed);
  set(ImGuiCol_Tab, theme.panel);
  set(ImGuiCol_TabHovered, theme.frame_hovered);
  set(ImGuiCol_TabActive, theme.frame);
  set(ImGuiCol_TabUnfocused, theme.panel);
  set(ImGuiCol_TabUnfocusedActive, theme.frame);
  set(ImGuiCol_TableHeaderBg, theme.frame);
  set(ImGuiCol_TableRowBg, theme.panel.with_alpha(0));
  set(ImGuiCol_TableRowBgAlt, theme.frame.with_alpha(0.35f));
  set(ImGuiCol_TextSelectedBg, theme.accent.with_alpha(0.30f));
}

void set_other_colors(const Theme& theme, ImVec4* colors) {
  const auto set = [&](ImGuiCol index, const Color& color) { colors[index] = vec4(color); };
  set(ImGuiCol_Border, theme.border);
  set(ImGuiCol_BorderShadow, theme.border.with_alpha(0));
  set(ImGuiCol_ScrollbarBg, theme.panel.with_alpha(0));
  set(ImGuiCol_ScrollbarGrab, theme.frame_hovered);
  set(ImGuiCol_ScrollbarGrabHovered, theme.axis);
  set(ImGuiCol_ScrollbarGrabActive, theme.axis);
  set(ImGuiCol_CheckMark, theme.accent);
  set(ImGuiCol_Separator, theme.border);
  set(ImGuiCol_SeparatorHovered, theme.accent);
  set(ImGuiCol_SeparatorActive, theme.accent);
  set(ImGuiCol_ResizeGrip, theme.frame);
  set(ImGuiCol_ResizeGripHovered, theme.accent);
  set(ImGuiCol_ResizeGripActive, theme.accent);
  set(ImGuiCol_PlotLines, theme.training);
  set(ImGuiCol_PlotLinesHovered, theme.accent);
  set(ImGuiCol_PlotHistogram, theme.accent);
  set(ImGuiCol_PlotHistogramHovered, theme.accent);
  set(ImGuiCol_TableBorderStrong, theme.border);
  set(ImGuiCol_TableBorderLight, theme.grid);
  set(ImGuiCol_DragDropTarget, theme.accent);
  set(ImGuiCol_NavHighlight, theme.accent);
  set(ImGuiCol_NavWindowingHighlight, theme.accent);
  set(ImGuiCol_NavWindowingDimBg, Color{0, 0, 0, 0.45f});
  set(ImGuiCol_ModalWindowDimBg, Color{0, 0, 0, 0.45f});
}

}  // namespace

void apply_theme(const Theme& theme, ImGuiStyle& style) {
  set_sizes(theme, style);
  set_text_colors(theme, style.Colors);
  set_other_colors(theme, style.Colors);
}

void outline_walked_item(const Theme& theme) {
  if (!ImGui::IsItemFocused() || !ImGui::GetIO().NavVisible) return;
  ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                      packed(theme.accent), theme.rounding_px, 0, 2);
}

Color mix(const Color& a, const Color& b, float share) {
  const auto blend = [share](float from, float to) { return from + (to - from) * share; };
  return {blend(a.r, b.r), blend(a.g, b.g), blend(a.b, b.b), 1};
}

}  // namespace netdyno::app
