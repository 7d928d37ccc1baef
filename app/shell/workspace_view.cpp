// SPDX-License-Identifier: MIT
#include "app/shell/workspace_view.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "app/shell/fonts.h"
#include "app/shell/style.h"

namespace netdyno::app {
namespace {

constexpr ImGuiWindowFlags kRootFlags =
    ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
    ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoSavedSettings;
constexpr ImGuiWindowFlags kTileFlags =
    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;

constexpr const char* kTabPayload = "panel tab";

float header_height_px(const Theme& theme) {
  return std::round(theme.font_px + 2 * theme.gap_px);
}

// One tab of a tile's header; true when it was clicked.
bool draw_tab(const std::string& panel, bool is_front, bool is_only, const Theme& theme,
              const WorkspaceContent& content) {
  const std::string title = content.title(panel);
  ImGui::PushFont(font(FontRole::Strong));
  const ImVec2 text_size = ImGui::CalcTextSize(title.c_str());
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const ImVec2 size = {text_size.x + 2 * theme.padding_px, header_height_px(theme)};
  ImGui::PushID(panel.c_str());
  const bool clicked = ImGui::InvisibleButton(title.c_str(), size);
  const bool is_lit = is_front || ImGui::IsItemHovered();
  outline_walked_item(theme);
  if (content.maximize && ImGui::IsItemHovered() &&
      ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
    content.maximize(panel);
  if (ImGui::BeginDragDropSource()) {
    ImGui::SetDragDropPayload(kTabPayload, panel.c_str(), panel.size() + 1);
    ImGui::TextUnformatted(title.c_str());
    ImGui::EndDragDropSource();
  }
  if (content.hide && ImGui::BeginPopupContextItem("tab menu")) {
    if (content.export_figures && ImGui::MenuItem("Export what it shows…"))
      content.export_figures(panel);
    if (content.maximize &&
        ImGui::MenuItem(content.is_maximized ? "All panels again" : "This panel only",
                        "double-click"))
      content.maximize(panel);
    if (ImGui::MenuItem("Hide this panel")) content.hide(panel);
    ImGui::EndPopup();
  }
  ImGui::PopID();
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  const ImVec2 text_corner = {corner.x + theme.padding_px,
                              corner.y + std::floor((size.y - text_size.y) / 2)};
  canvas.AddText(text_corner, packed(is_lit ? theme.text : theme.text_muted), title.c_str());
  ImGui::PopFont();
  if (is_front && !is_only) {
    const float thickness = std::max(2.0f, std::round(2 * theme.scale));
    canvas.AddRectFilled({corner.x + theme.padding_px, corner.y + size.y - thickness},
                         {corner.x + size.x - theme.padding_px, corner.y + size.y},
                         packed(theme.accent));
  }
  return clicked;
}

void draw_header(LayoutNode& root, const Tile& tile, const Theme& theme,
                 const WorkspaceContent& content) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  for (const std::string& panel : tile.panels) {
    if (draw_tab(panel, panel == tile.front, tile.panels.size() == 1, theme, content))
      bring_to_front(root, panel);
    ImGui::SameLine();
  }
  ImGui::NewLine();
  ImGui::PopStyleVar();
}

// The window that just got the keyboard shows where it is: on the control that had it there last,
// or on the first.
void show_first_control() {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  if (context.NavWindow != ImGui::GetCurrentWindow()) return;
  if (context.NavId == 0) {
    ImGui::NavInitWindow(context.NavWindow, true);
    context.NavInitRequestFromMove = true;  // lights what it finds
  }
  context.NavDisableHighlight = false;
}

// Whether the panel has the keyboard and is to be outlined.
bool draw_content(const Tile& tile, const Theme& theme, const WorkspaceContent& content) {
  // A bar's widgets stand in its middle; a low one has small text only.
  const float frame_px = ImGui::GetFrameHeight();
  const bool is_low = tile.rect.height < 1.25f * frame_px;
  const float bar_padding_px = std::max(
      0.0f, std::floor((tile.rect.height - (is_low ? theme.small_font_px : frame_px)) / 2));
  const ImVec2 padding = {theme.padding_px, tile.is_bar ? bar_padding_px : theme.gap_px};
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
  const ImGuiWindowFlags flags =
      ImGuiWindowFlags_AlwaysUseWindowPadding | (tile.is_bar ? kTileFlags : 0);
  if (content.focused == tile.front) ImGui::SetNextWindowFocus();
  ImGui::BeginChild(tile.front.c_str(), {0, 0}, false, flags);
  ImGui::PopStyleVar();
  if (content.focused == tile.front) show_first_control();
  content.draw(tile.front);
  const bool has_keyboard =
      content.is_walking && ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows);
  ImGui::EndChild();
  return has_keyboard;
}

// Around the tile, in the gap that the workspace leaves there.
void outline_tile(const Tile& tile, ImDrawList& workspace, const Theme& theme) {
  const float thickness = std::max(2.0f, std::round(2 * theme.scale));
  const float away = thickness / 2 + 1;
  const Rect& rect = tile.rect;
  workspace.AddRect({rect.x - away, rect.y - away},
                    {rect.x + rect.width + away, rect.y + rect.height + away}, packed(theme.accent),
                    theme.rounding_px, 0, thickness);
}

// A tab that is let go over a tile joins that tile's tabs.
void take_dropped_tab(LayoutNode& root, const Tile& tile) {
  if (!ImGui::BeginDragDropTarget()) return;
  if (const ImGuiPayload* payload = ImGui::AcceptDragDropPayload(kTabPayload))
    move_panel(root, static_cast<const char*>(payload->Data), tile.front);
  ImGui::EndDragDropTarget();
}

void draw_tile(LayoutNode& root, const Tile& tile, const Theme& theme,
               const WorkspaceContent& content) {
  if (tile.rect.width < 1 || tile.rect.height < 1) return;
  ImDrawList& workspace = *ImGui::GetWindowDrawList();
  ImGui::SetCursorScreenPos({tile.rect.x, tile.rect.y});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, vec4(theme.panel));
  const std::string name = "tile " + tile.panels.front();
  ImGui::BeginChild(name.c_str(), {tile.rect.width, tile.rect.height}, false, kTileFlags);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  if (!tile.is_bar) draw_header(root, tile, theme, content);
  const bool has_keyboard = draw_content(tile, theme, content);
  ImGui::EndChild();
  if (has_keyboard) outline_tile(tile, workspace, theme);
  if (!tile.is_bar) take_dropped_tab(root, tile);
}

// Where all panels are hidden: what brings them back.
void draw_nothing_shown(const Rect& area, const Theme& theme, const WorkspaceContent& content) {
  constexpr const char* kText = "All panels are hidden. View brings back each of them";
  constexpr const char* kReset = "Reset layout";
  const float middle = area.x + area.width / 2;
  ImGui::SetCursorScreenPos(
      {middle - ImGui::CalcTextSize(kText).x / 2, area.y + 0.4f * area.height});
  ImGui::PushStyleColor(ImGuiCol_Text, vec4(theme.text_muted));
  ImGui::TextUnformatted(kText);
  ImGui::PopStyleColor();
  const float width = ImGui::CalcTextSize(kReset).x + 2 * theme.padding_px;
  ImGui::SetCursorScreenPos({middle - width / 2, ImGui::GetCursorScreenPos().y + theme.gap_px});
  if (ImGui::Button(kReset, {width, 0}) && content.reset) content.reset();
}

void draw_splitter(LayoutNode& root, const Splitter& splitter, std::size_t index,
                   const Theme& theme) {
  const Rect& rect = splitter.rect;
  if (rect.width < 1 || rect.height < 1) return;
  const bool is_row = splitter.direction == Direction::Row;
  ImGui::SetCursorScreenPos({rect.x, rect.y});
  ImGui::PushID(static_cast<int>(index));
  ImGui::InvisibleButton("splitter", {rect.width, rect.height});
  ImGui::PopID();
  if (!ImGui::IsItemHovered() && !ImGui::IsItemActive()) return;
  ImGui::SetMouseCursor(is_row ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
  ImGui::GetWindowDrawList()->AddRectFilled({rect.x, rect.y},
                                            {rect.x + rect.width, rect.y + rect.height},
                                            packed(theme.accent), theme.rounding_px);
  if (!ImGui::IsItemActive() || !ImGui::IsMouseDragging(ImGuiMouseButton_Left, 1)) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float delta_px =
      is_row ? mouse.x - (rect.x + rect.width / 2) : mouse.y - (rect.y + rect.height / 2);
  drag_splitter(root, splitter, std::round(delta_px), theme.scale);
}

}  // namespace

void draw_workspace(LayoutNode& root, const Rect& area, const Theme& theme,
                    const WorkspaceContent& content) {
  ImGui::SetNextWindowPos({area.x, area.y});
  ImGui::SetNextWindowSize({area.width, area.height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, vec4(theme.window));
  ImGui::Begin("workspace", nullptr, kRootFlags);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(3);
  const float gap = theme.gap_px;
  const Rect inside = {area.x + gap, area.y + gap, area.width - 2 * gap, area.height - 2 * gap};
  const LayoutPlan plan = plan_layout(root, inside, theme.scale, gap, content.is_visible);
  for (const Tile& tile : plan.tiles) draw_tile(root, tile, theme, content);
  if (std::ranges::all_of(plan.tiles, &Tile::is_bar)) draw_nothing_shown(inside, theme, content);
  for (std::size_t i = 0; i < plan.splitters.size(); ++i)
    draw_splitter(root, plan.splitters[i], i, theme);
  ImGui::End();
}

}  // namespace netdyno::app
