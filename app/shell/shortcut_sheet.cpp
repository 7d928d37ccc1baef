// SPDX-License-Identifier: MIT
#include "app/shell/shortcut_sheet.h"

#include <imgui.h>

#include <algorithm>
#include <string>

#include "app/shell/dialog.h"
#include "app/shell/fonts.h"
#include "app/shell/shortcuts.h"
#include "app/shell/style.h"

namespace netdyno::app {
namespace {

constexpr float kKeysWidth = 130;  // of their column, at scale 1

float widest_doc() {
  float widest = 0;
  for (const Shortcut& row : shortcuts())
    widest =
        std::max(widest, ImGui::CalcTextSize(row.doc.data(), row.doc.data() + row.doc.size()).x);
  return widest;
}

void draw_rows(const Theme& theme) {
  std::string_view group;
  for (const Shortcut& row : shortcuts()) {
    if (row.keys.empty()) continue;
    if (row.group != group) {
      group = row.group;
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      ImGui::PushFont(font(FontRole::Strong));
      ImGui::TextUnformatted(group.data(), group.data() + group.size());
      ImGui::PopFont();
    }
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::PushStyleColor(ImGuiCol_Text, vec4(theme.accent));
    ImGui::TextUnformatted(row.keys.data(), row.keys.data() + row.keys.size());
    ImGui::PopStyleColor();
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(row.doc.data(), row.doc.data() + row.doc.size());
  }
}

}  // namespace

void ShortcutSheet::draw(const Theme& theme) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const float around = 2 * kDialogPadding + 4 * style.CellPadding.x + style.ScrollbarSize;
  const float width = kKeysWidth * theme.scale + widest_doc() + around;
  if (!begin_dialog("Keyboard shortcuts", opens_, width)) return;
  if (ImGui::BeginTable("keys", 2, ImGuiTableFlags_SizingFixedFit)) {
    ImGui::TableSetupColumn("keys", ImGuiTableColumnFlags_WidthFixed, kKeysWidth * theme.scale);
    ImGui::TableSetupColumn("what", ImGuiTableColumnFlags_WidthStretch);
    draw_rows(theme);
    ImGui::EndTable();
  }
  ImGui::Dummy({0, theme.gap_px});
  const bool escape = dialog_escapes();
  if (ImGui::Button("Close", {-1, 0}) || escape) ImGui::CloseCurrentPopup();
  end_dialog();
}

}  // namespace netdyno::app
