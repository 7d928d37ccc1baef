// SPDX-License-Identifier: MIT
#include "app/shell/run_dialogs.h"

#include <imgui.h>

#include "app/shell/dialog.h"

namespace netdyno::app {

void FolderDialog::open(const std::string& proposal) {
  folder_.open(proposal);
  opens_ = true;
}

std::optional<std::filesystem::path> FolderDialog::draw(const Theme& theme) {
  if (!begin_dialog(title_, opens_, kFileDialogWidth * theme.scale)) return std::nullopt;
  const bool enter = folder_.draw("Folder", kFileListHeight * theme.scale, theme);
  ImGui::PushTextWrapPos(0);
  ImGui::TextDisabled("%s", hint_);
  ImGui::PopTextWrapPos();
  const DialogButton button = draw_dialog_buttons(accept_, folder_.has_path(), enter, theme);
  if (button != DialogButton::None) ImGui::CloseCurrentPopup();
  end_dialog();
  if (button != DialogButton::Accept) return std::nullopt;
  return folder_.path();
}

ContinueChoice ContinueDialog::draw(const Theme& theme) {
  if (!begin_dialog("Go on with the last run?", opens_, 440 * theme.scale))
    return ContinueChoice::None;
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(
      "Netdyno ended unexpectedly while a run was training. It was saved a few seconds before and "
      "can go on from there.");
  ImGui::PopTextWrapPos();
  const DialogButton button = draw_dialog_buttons(
      "Go on", true, ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false), theme);
  if (button != DialogButton::None) ImGui::CloseCurrentPopup();
  end_dialog();
  if (button == DialogButton::None) return ContinueChoice::None;
  return button == DialogButton::Accept ? ContinueChoice::Continue : ContinueChoice::StartNew;
}

}  // namespace netdyno::app
