// SPDX-License-Identifier: MIT
#include "app/chart/chart_read_out.h"

#include <imgui.h>

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/shell/fonts.h"

namespace netdyno::app {

namespace {

constexpr std::size_t kMaxRows = 5;

void draw_swatch(const Color& color, const Theme& theme) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetTextLineHeight();
  const float side = theme.small_font_px * 0.6f;
  ImGui::GetWindowDrawList()->AddRectFilled(ImVec2(corner.x, corner.y + (height - side) / 2),
                                            ImVec2(corner.x + side, corner.y + (height + side) / 2),
                                            packed(color), 2);
  ImGui::Dummy(ImVec2(side, height));
}

void draw_rows(const ReadOut& read_out, const Theme& theme) {
  const bool has_smoothed = std::ranges::any_of(
      read_out.rows, [](const ReadOutRow& row) { return !row.smoothed.empty(); });
  if (!ImGui::BeginTable("rows", has_smoothed ? 4 : 3, ImGuiTableFlags_SizingFixedFit)) return;
  if (has_smoothed) {
    ImGui::TableNextRow();
    ImGui::TableSetColumnIndex(2);
    ImGui::TextColored(vec4(theme.text_muted), "smoothed");
    ImGui::TableSetColumnIndex(3);
    ImGui::TextColored(vec4(theme.text_muted), "value");
  }
  const std::size_t shown =
      read_out.has_order ? read_out.rows.size() : std::min(kMaxRows, read_out.rows.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const ReadOutRow& row = read_out.rows[i];
    const bool is_nearest = i == read_out.nearest;
    const ImVec4 color = vec4(is_nearest ? theme.text : theme.text_muted);
    if (is_nearest) ImGui::PushFont(font(FontRole::Strong));
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    draw_swatch(row.color, theme);
    ImGui::TableNextColumn();
    ImGui::TextColored(color, "%s", row.label.c_str());
    if (has_smoothed) {
      ImGui::TableNextColumn();
      ImGui::TextColored(color, "%s", row.smoothed.c_str());
    }
    ImGui::TableNextColumn();
    ImGui::TextColored(color, "%s", row.value.c_str());
    if (is_nearest) ImGui::PopFont();
  }
  ImGui::EndTable();
  if (read_out.rows.size() > shown)
    ImGui::TextColored(vec4(theme.text_muted), "%d more",
                       static_cast<int>(read_out.rows.size() - shown));
}

}  // namespace

void draw_read_out(const ReadOut& read_out, const Theme& theme) {
  ImGui::BeginTooltip();
  if (!read_out.heading.empty())
    ImGui::TextColored(vec4(theme.text_muted), "%s", read_out.heading.c_str());
  if (!read_out.rows.empty()) draw_rows(read_out, theme);
  for (const std::string& note : read_out.notes)
    ImGui::TextColored(vec4(theme.marker), "%s", note.c_str());
  ImGui::EndTooltip();
}

}  // namespace netdyno::app
