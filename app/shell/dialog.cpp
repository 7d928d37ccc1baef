// SPDX-License-Identifier: MIT
#include "app/shell/dialog.h"

#include <imgui.h>

#include <algorithm>
#include <utility>

#include "app/shell/style.h"

namespace netdyno::app {

bool begin_dialog(const char* title, bool& opens, float width_px) {
  if (opens) ImGui::OpenPopup(title);
  opens = false;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5f, 0.5f});
  const float fitting_px = std::min(width_px, screen.x);
  ImGui::SetNextWindowSizeConstraints({fitting_px, 0}, {fitting_px, screen.y});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {kDialogPadding, 14});
  const bool is_open =
      ImGui::BeginPopupModal(title, nullptr,
                             ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoMove |
                                 ImGuiWindowFlags_NoSavedSettings);
  ImGui::PopStyleVar();
  return is_open;
}

void end_dialog() {
  ImGui::EndPopup();
}

bool dialog_escapes() {
  // ImGui closes what is above before anything of this frame is drawn.
  bool& had_popup =
      *ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("popup above the dialog"), false);
  const bool closes_popup =
      std::exchange(had_popup, ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId));
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false) && !closes_popup;
}

DialogButton draw_dialog_buttons(const char* accept, bool can_accept, bool enter,
                                 const Theme& theme, const char* cancel) {
  const float text_px = std::max(ImGui::CalcTextSize(accept).x, ImGui::CalcTextSize(cancel).x);
  const float width_px = std::max(100 * theme.scale, text_px + 4 * theme.padding_px);
  const float row_px = 2 * width_px + ImGui::GetStyle().ItemSpacing.x;
  ImGui::Dummy({0, theme.gap_px});
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() +
                       std::max(0.0f, ImGui::GetContentRegionAvail().x - row_px));
  const bool escape = dialog_escapes();
  const bool cancelled = ImGui::Button(cancel, {width_px, 0}) || escape;
  ImGui::SameLine();
  ImGui::BeginDisabled(!can_accept);
  ImGui::PushStyleColor(ImGuiCol_Button, vec4(theme.accent));
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, vec4(mix(theme.accent, theme.panel, 0.15f)));
  ImGui::PushStyleColor(ImGuiCol_ButtonActive, vec4(theme.accent));
  ImGui::PushStyleColor(ImGuiCol_Text, vec4(theme.text_on_accent));
  const bool pressed = ImGui::Button(accept, {width_px, 0});
  ImGui::PopStyleColor(4);
  ImGui::EndDisabled();
  if (can_accept && (pressed || enter)) return DialogButton::Accept;
  return cancelled ? DialogButton::Cancel : DialogButton::None;
}

void draw_dialog_error(const std::string& error, const Theme& theme) {
  if (error.empty()) return;
  ImGui::PushStyleColor(ImGuiCol_Text, vec4(theme.error));
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(error.c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

}  // namespace netdyno::app
