// SPDX-License-Identifier: MIT
#include "app/panels/effect_mark.h"

#include <imgui.h>

#include "app/chart/canvas.h"
#include "app/panels/widgets.h"
#include "app/view_models/controls_model.h"

namespace netdyno::app {

namespace {

constexpr float kShapeShare = 0.24f;  // its radius, of the font's height

float mark_width(const std::string& word, const Theme& theme) {
  return theme.font_px + text_size(theme.small_font_px, word).x;
}

void draw_shape(KnobEffect effect, ImVec2 centre, const Theme& theme) {
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  const float radius = kShapeShare * theme.font_px;
  const ImU32 color = packed(theme.text_muted);
  switch (effect) {
    case KnobEffect::Now:
      return canvas.AddCircleFilled(centre, radius, color);
    case KnobEffect::RedrawsWeights:
      return canvas.AddCircle(centre, radius, color, 0, radius / 2);
    case KnobEffect::FromStart:
      return canvas.AddTriangleFilled({centre.x - radius, centre.y},
                                      {centre.x + radius, centre.y - radius},
                                      {centre.x + radius, centre.y + radius}, color);
  }
}

}  // namespace

std::string effect_text(KnobEffect effect) {
  const std::string when = "Takes effect " + effect_name(effect);
  switch (effect) {
    case KnobEffect::Now:
      return when + ": with the next minibatch";
    case KnobEffect::RedrawsWeights:
      return "Takes effect now and redraws weights: trained ones are replaced; Ctrl + Z brings "
             "them "
             "back";
    default:
      return when + ": the run starts over; Ctrl + Z comes back to this one";
  }
}

void draw_effect_mark(KnobEffect effect, const Theme& theme) {
  const std::string word = effect_name(effect);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetTextLineHeight();
  ImGui::Dummy({mark_width(word, theme), height});
  draw_tooltip(effect_text(effect));
  draw_shape(effect, {corner.x + theme.font_px / 2, corner.y + height / 2}, theme);
  draw_text(*ImGui::GetWindowDrawList(),
            {corner.x + theme.font_px, corner.y + (height - theme.small_font_px) / 2},
            theme.small_font_px, theme.text_muted, word);
}

void draw_waiting(const Snapshot& snapshot, const std::string& path, const Theme& theme) {
  for (const std::string& note : waiting_notes(snapshot, path))
    draw_wrapped_text(note, theme.warning);
}

void draw_knob_heading(const std::string& text, const std::string& path, const Theme& theme) {
  const Knob* knob = find_knob(path);
  if (!knob) return draw_heading(text, theme);
  const float width = mark_width(effect_name(knob->key.effect), theme);
  const float left = ImGui::GetCursorPosX() + ImGui::CalcTextSize(text.c_str()).x + theme.gap_px;
  const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - width;
  const bool has_room = left < right;
  draw_heading(text, theme, has_room ? width + theme.gap_px : 0);
  if (!has_room) return;
  ImGui::SameLine(right);
  draw_effect_mark(knob->key.effect, theme);
}

}  // namespace netdyno::app
