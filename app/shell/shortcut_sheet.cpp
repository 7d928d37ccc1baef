// SPDX-License-Identifier: MIT
#include "app/shell/shortcut_sheet.h"

#include <imgui.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "app/shell/dialog.h"
#include "app/shell/fonts.h"
#include "app/shell/shortcuts.h"
#include "app/shell/style.h"

namespace netdyno::app {
namespace {

struct SheetRow {
  std::string_view keys, doc;
};
struct SheetGroup {
  std::string_view name;
  std::vector<SheetRow> rows;
};

// What no shortcut is: the keys of whoever walks through controls, and what a mouse does.
const std::vector<SheetGroup>& gestures() {
  static const std::vector<SheetGroup> groups = {
      {"Controls by keyboard",
       {{"Tab, Shift + Tab", "To the next control of the panel, to the one before"},
        {"Arrows", "To the control in that direction; within a slider that was taken: its value"},
        {"Space, Enter", "Press a control, open a list, take a slider and let it go"},
        {"Enter in a table", "Go into it; Escape comes out"},
        {"Escape", "Close the innermost: list, edit, dialog, walk, presentation"},
        {"Page Up, Page Down", "The picture before or after the enlarged one"},
        {"Alt + ↑ or ↓",
         "Move the layer that is selected in Build; in a dialog leave the folder"}}},
      {"Mouse",
       {{"Wheel", "Zoom a chart's x axis; with Ctrl or over the y axis that one"},
        {"Drag", "Move a chart or a zoomed picture"},
        {"Right drag, Shift + drag", "Zoom a chart to a box"},
        {"Double-click", "Show all of a chart or picture again and follow the run"},
        {"Right click", "A chart's axes, a tab's menu"},
        {"Click in a legend", "Hide a line or show it"},
        {"Ctrl + click", "Type the value of a slider"},
        {"Ctrl + wheel", "Zoom all pictures"},
        {"Click on a picture", "Enlarge it, with the values of its pixels"},
        {"Drag a tab", "Put a panel elsewhere"},
        {"Double-click a tab", "That panel alone, or all of them again"},
        {"Drop a file", "Open a recipe, examine a picture, compare a run's folder"}}},
  };
  return groups;
}

std::vector<SheetGroup> sheet_groups() {
  std::vector<SheetGroup> groups;
  for (const Shortcut& row : shortcuts()) {
    if (row.keys.empty()) continue;
    if (groups.empty() || groups.back().name != row.group) groups.push_back({row.group, {}});
    groups.back().rows.push_back({row.keys, row.doc});
  }
  groups.insert(groups.end(), gestures().begin(), gestures().end());
  return groups;
}

std::size_t lines_of(const SheetGroup& group) {
  return group.rows.size() + 1;  // with its heading
}

// How many groups make the left one of two columns of about the same height.
std::size_t left_groups(const std::vector<SheetGroup>& groups) {
  std::size_t all = 0, left = 0, count = 0;
  for (const SheetGroup& group : groups) all += lines_of(group);
  while (count < groups.size() && 2 * left + lines_of(groups[count]) <= all + 2)
    left += lines_of(groups[count++]);
  return count;
}

float width_of(std::string_view text) {
  return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
}

void draw_sheet_text(std::string_view text) {
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
}

struct ColumnWidths {
  float keys = 0, doc = 0;
};
ColumnWidths widths_of(const std::vector<SheetGroup>& groups) {
  ColumnWidths widths;
  for (const SheetGroup& group : groups)
    for (const SheetRow& row : group.rows) {
      widths.keys = std::max(widths.keys, width_of(row.keys));
      widths.doc = std::max(widths.doc, width_of(row.doc));
    }
  return widths;
}

void draw_column(const char* id, const SheetGroup* begin, const SheetGroup* end,
                 const ColumnWidths& widths, const ImVec2& size, const Theme& theme) {
  if (!ImGui::BeginTable(id, 2, ImGuiTableFlags_SizingFixedFit, size)) return;
  ImGui::TableSetupColumn("keys", ImGuiTableColumnFlags_WidthFixed, widths.keys);
  ImGui::TableSetupColumn("what", ImGuiTableColumnFlags_WidthStretch);
  for (const SheetGroup* group = begin; group != end; ++group) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::PushStyleColor(ImGuiCol_Text, vec4(theme.text_muted));
    draw_sheet_text(group->name);
    ImGui::PopStyleColor();
    for (const SheetRow& row : group->rows) {
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      ImGui::PushStyleColor(ImGuiCol_Text, vec4(theme.accent));
      draw_sheet_text(row.keys);
      ImGui::PopStyleColor();
      ImGui::TableNextColumn();
      draw_sheet_text(row.doc);
    }
  }
  ImGui::EndTable();
}

}  // namespace

void ShortcutSheet::draw(const Theme& theme) {
  const std::vector<SheetGroup> groups = sheet_groups();
  const SheetGroup* const middle = groups.data() + left_groups(groups);
  const ImGuiStyle& style = ImGui::GetStyle();
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const auto column_width = [&] {
    const ColumnWidths widths = widths_of(groups);
    return widths.keys + widths.doc + 6 * style.CellPadding.x;
  };
  const auto dialog_width = [&] {
    return 2 * column_width() + style.ItemSpacing.x + 2 * kDialogPadding + style.ScrollbarSize;
  };
  std::size_t lines = 0;
  for (const SheetGroup& group : groups) lines += lines_of(group);
  const float line = ImGui::GetTextLineHeight() + 2 * style.CellPadding.y;
  // Small where the screen is: all of it is to be seen at once.
  const bool is_small =
      dialog_width() > screen.x || static_cast<float>(lines / 2 + 5) * line > screen.y;
  ImGui::PushFont(font(is_small ? FontRole::Small : FontRole::Text));
  if (begin_dialog("Keyboard and mouse", opens_, dialog_width())) {
    const ColumnWidths widths = widths_of(groups);
    const ImVec2 column = {column_width(), 0};
    draw_column("left", groups.data(), middle, widths, column, theme);
    ImGui::SameLine();
    draw_column("right", middle, groups.data() + groups.size(), widths, column, theme);
    ImGui::Dummy({0, theme.gap_px});
    const bool escape = dialog_escapes();
    if (ImGui::Button("Close", {-1, 0}) || escape) ImGui::CloseCurrentPopup();
    end_dialog();
  }
  ImGui::PopFont();
}

}  // namespace netdyno::app
