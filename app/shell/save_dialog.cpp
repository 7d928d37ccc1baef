// SPDX-License-Identifier: MIT
#include "app/shell/save_dialog.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <utility>

#include "app/shell/dialog.h"

namespace netdyno::app {

void SaveDialog::open(std::string proposal) {
  file_ = std::move(proposal);
  opens_ = true;
}

std::optional<std::filesystem::path> SaveDialog::draw(const Theme& theme) {
  if (!begin_dialog(title_, opens_, 480 * theme.scale)) return std::nullopt;
  ImGui::TextUnformatted(label_);
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-1);
  const bool enter = ImGui::InputText(
      "##file", &file_, ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  std::string reason;
  std::error_code ignored;  // what cannot be looked up will not be written either: that tells why
  if (!file_.empty() && std::filesystem::exists(file_, ignored))
    reason = "A file of that name is there already and will be replaced.";
  draw_dialog_error(reason, theme);
  const DialogButton button = draw_dialog_buttons("Save", !file_.empty(), enter, theme);
  if (button != DialogButton::None) ImGui::CloseCurrentPopup();
  end_dialog();
  if (button != DialogButton::Accept) return std::nullopt;
  return std::filesystem::path(file_);
}

}  // namespace netdyno::app
