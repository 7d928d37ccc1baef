// SPDX-License-Identifier: MIT
#include "app/panels/widgets.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"

namespace netdyno::app {

namespace {

constexpr float kTooltipWidth = 24;     // in font heights
constexpr float kEmptyStateWidth = 20;  // in font heights
constexpr float kTallItem = 2.5f;       // in heights of a framed row

void draw_centred_block(const std::string& text, const Color& color, float width_px) {
  const float available = ImGui::GetContentRegionAvail().x;
  const float block = std::min({width_px, available, ImGui::CalcTextSize(text.c_str()).x + 1});
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.0f, (available - block) / 2));
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + block);
  ImGui::PushStyleColor(ImGuiCol_Text, vec4(color));
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopStyleColor();
  ImGui::PopTextWrapPos();
}

// Above the item's row, else below it: never over the value that the text is about. What is taller
// than a few rows has its tooltip at the pointer.
void place_tooltip(const std::string& text) {
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max = ImGui::GetItemRectMax();
  if (max.y - min.y > kTallItem * ImGui::GetFrameHeight()) return;
  const ImVec2 padding = ImGui::GetStyle().WindowPadding;
  const ImVec2 size =
      ImGui::CalcTextSize(text.c_str(), nullptr, false, kTooltipWidth * ImGui::GetFontSize());
  const ImVec2 box(size.x + 2 * padding.x, size.y + 2 * padding.y);
  const float gap = ImGui::GetStyle().ItemSpacing.y;
  const float right_end = std::max(ImGui::GetIO().DisplaySize.x - box.x, 0.0f);
  const float above = min.y - gap - box.y;
  ImGui::SetNextWindowPos(
      ImVec2(std::clamp(min.x, 0.0f, right_end), above >= 0 ? above : max.y + gap));
}

}  // namespace

void draw_empty_state(const std::string& title, const std::string& hint, const Theme& theme) {
  const ImVec2 available = ImGui::GetContentRegionAvail();
  const float width = std::min(available.x, kEmptyStateWidth * theme.font_px);
  const float height = 3 * ImGui::GetTextLineHeightWithSpacing();
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + std::max(0.0f, (available.y - height) * 0.4f));
  draw_centred_block(title, theme.text, width);
  if (!hint.empty()) draw_centred_block(hint, theme.text_muted, width);
}

bool draw_unready_state(const FrameContext& frame) {
  if (!frame.snapshot) {
    draw_empty_state("Starting…", "The engine is getting ready", frame.theme);
    return true;
  }
  const Snapshot& snapshot = *frame.snapshot;
  if (snapshot.state == RunState::Failed) {
    draw_empty_state(snapshot.message.empty() ? "The run failed" : snapshot.message, snapshot.hint,
                     frame.theme);
    return true;
  }
  if (snapshot.state != RunState::Loading && snapshot.recipe && snapshot.network) return false;
  draw_empty_state(snapshot.message.empty() ? "Loading…" : snapshot.message, "", frame.theme);
  const float width =
      std::min(ImGui::GetContentRegionAvail().x, kEmptyStateWidth / 2 * frame.theme.font_px);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + (ImGui::GetContentRegionAvail().x - width) / 2);
  draw_progress(snapshot.loading_progress, width,
                fmt::format("{:.0f} %", 100 * snapshot.loading_progress), frame.theme);
  return true;
}

void draw_tooltip(const std::string& text) {
  if (text.empty() || !ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
  // What is being changed is looked at, not read about.
  if (ImGui::IsItemActive()) return;
  ImGui::PushFont(font(FontRole::Text));  // also over a table's small text
  place_tooltip(text);
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(kTooltipWidth * ImGui::GetFontSize());
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
  ImGui::PopFont();
}

void draw_heading(const std::string& text, const Theme& theme, float room_px) {
  ImGui::Dummy(ImVec2(0, theme.gap_px / 4));
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  draw_text_line(text, theme.text_muted);
  const float left = corner.x + ImGui::CalcTextSize(text.c_str()).x + theme.gap_px;
  const float y = corner.y + ImGui::GetTextLineHeight() / 2;
  const float right = corner.x + ImGui::GetContentRegionAvail().x - room_px;
  if (left < right)
    ImGui::GetWindowDrawList()->AddLine(ImVec2(left, y), ImVec2(right, y), packed(theme.border));
}

void draw_text_line(const std::string& text, const Color& color) {
  ImGui::PushStyleColor(ImGuiCol_Text, vec4(color));
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopStyleColor();
}

void draw_wrapped_text(const std::string& text, const Color& color) {
  ImGui::PushTextWrapPos(0);
  draw_text_line(text, color);
  ImGui::PopTextWrapPos();
}

void same_line_if_fits(float width_px) {
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  const float next = ImGui::GetItemRectMax().x + ImGui::GetStyle().ItemSpacing.x + width_px;
  if (next <= right) ImGui::SameLine();
}

float button_width(const std::string& label) {
  return ImGui::CalcTextSize(label.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
}

float checkbox_width(const std::string& label) {
  return ImGui::GetFrameHeight() + ImGui::GetStyle().ItemInnerSpacing.x +
         ImGui::CalcTextSize(label.c_str()).x;
}

bool draw_accent_button(const char* label, const ImVec2& size, const Theme& theme) {
  ImGui::PushStyleColor(ImGuiCol_Button, vec4(theme.accent));
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, vec4(theme.accent.with_alpha(0.85f)));
  ImGui::PushStyleColor(ImGuiCol_ButtonActive, vec4(theme.accent.with_alpha(0.7f)));
  ImGui::PushStyleColor(ImGuiCol_Text, vec4(theme.text_on_accent));
  const bool was_pressed = ImGui::Button(label, size);
  ImGui::PopStyleColor(4);
  return was_pressed;
}

std::optional<std::size_t> draw_choice(const char* id, std::span<const std::string> names,
                                       std::span<const std::string> docs, std::size_t current,
                                       float width_px) {
  std::optional<std::size_t> chosen;
  ImGui::PushID(id);
  ImGui::SetNextItemWidth(width_px);
  const char* preview = current < names.size() ? names[current].c_str() : "";
  // Registries have a dozen rows: a list that shows them all needs no scrolling.
  if (ImGui::BeginCombo("##choice", preview, ImGuiComboFlags_HeightLarge)) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (ImGui::Selectable(names[i].c_str(), i == current) && i != current) chosen = i;
      if (i == current) ImGui::SetItemDefaultFocus();
      if (i < docs.size()) draw_tooltip(docs[i]);
    }
    ImGui::EndCombo();
  }
  ImGui::PopID();
  return chosen;
}

bool begin_popup_below(const char* id) {
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max = ImGui::GetItemRectMax();
  ImGui::SetNextWindowPos({min.x, max.y + ImGui::GetStyle().ItemSpacing.y / 2},
                          ImGuiCond_Appearing);
  return ImGui::BeginPopup(id);
}

void draw_progress(double share, float width_px, const std::string& text, const Theme& theme) {
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetFrameHeight();
  const double done = std::clamp(share, 0.0, 1.0);
  ImGui::ProgressBar(static_cast<float>(done), ImVec2(width_px, 0), "");
  const ImVec2 size = ImGui::CalcTextSize(text.c_str());
  const ImVec2 at(std::round(min.x + std::max((width_px - size.x) / 2, 0.0f)),
                  std::round(min.y + (height - size.y) / 2));
  const float border = min.x + width_px * static_cast<float>(done);
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  const auto draw_part = [&](float from, float to, const Color& color) {
    canvas.PushClipRect(ImVec2(from, min.y), ImVec2(to, min.y + height), true);
    canvas.AddText(at, packed(color), text.c_str());
    canvas.PopClipRect();
  };
  draw_part(min.x, border, theme.text_on_accent);
  draw_part(border, min.x + width_px, theme.text);
}

std::string elided_text(const std::string& text, float width_px) {
  if (ImGui::CalcTextSize(text.c_str()).x <= width_px) return text;
  std::string shown = text;
  while (!shown.empty() && ImGui::CalcTextSize((shown + "…").c_str()).x > width_px) {
    // A whole character, whatever its number of bytes.
    while (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0) == 0x80)
      shown.pop_back();
    if (!shown.empty()) shown.pop_back();
  }
  return shown + "…";
}

Color tone_color(Tone tone, const Theme& theme) {
  switch (tone) {
    case Tone::Good:
      return theme.good;
    case Tone::Warning:
      return theme.warning;
    case Tone::Error:
      return theme.error;
    case Tone::Normal:
      break;
  }
  return theme.text;
}

}  // namespace netdyno::app
