// SPDX-License-Identifier: MIT
#include "app/shell/screenshot_dialog.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <utility>

#include "app/shell/dialog.h"

namespace netdyno::app {

void ScreenshotDialog::open(std::string proposal) {
  file_ = std::move(proposal);
  opens_ = true;
}

std::optional<std::filesystem::path> ScreenshotDialog::draw(const Theme& theme) {
  if (!begin_dialog("Save screenshot", opens_, 480 * theme.scale)) return std::nullopt;
  ImGui::TextUnformatted("PNG file");
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-1);
  const bool enter = ImGui::InputText(
      "##file", &file_, ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  std::string reason;
  if (!file_.empty() && std::filesystem::exists(file_))
    reason = "A file of that name is there already and will be replaced.";
  draw_dialog_error(reason, theme);
  const DialogButton button = draw_dialog_buttons("Save", !file_.empty(), enter, theme);
  if (button != DialogButton::None) ImGui::CloseCurrentPopup();
  end_dialog();
  if (button != DialogButton::Accept) return std::nullopt;
  return std::filesystem::path(file_);
}

}  // namespace netdyno::app
