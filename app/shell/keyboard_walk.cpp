// SPDX-License-Identifier: MIT
#include "app/shell/keyboard_walk.h"

#include <algorithm>

namespace netdyno::app {

void KeyboardWalk::update(ImGuiIO& io) {
  const auto is_pressed = [](ImGuiKey key) {
    return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), false);
  };
  const bool has_popup =
      ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  const bool was_walking = is_walking_;
  // In a dialog, Tab goes on to its next field.
  if (is_pressed(ImGuiKey_Tab) && !io.KeyCtrl && !io.KeyAlt && !has_popup) is_walking_ = true;
  const bool is_clicked =
      std::any_of(std::begin(io.MouseClicked), std::end(io.MouseClicked), [](bool b) { return b; });
  // Escape first closes what is open and ends an edit.
  const bool escapes = is_pressed(ImGuiKey_Escape) && !has_popup && !ImGui::IsAnyItemActive();
  if (is_clicked || escapes) is_walking_ = false;
  began_ = is_walking_ && !was_walking;
  if (is_walking_ || has_popup)
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  else
    io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
}

}  // namespace netdyno::app
