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

void ContinueDialog::open(std::vector<std::string> runs) {
  runs_ = std::move(runs);
  chosen_ = 0;
  opens_ = true;
}

std::optional<ContinueDialog::Choice> ContinueDialog::draw(const Theme& theme) {
  if (!begin_dialog("Go on with the last run?", opens_, 520 * theme.scale)) return std::nullopt;
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(
      runs_.size() == 1
          ? "Netdyno ended unexpectedly while a run was open. It was saved a few seconds before:"
          : "Netdyno ended unexpectedly while runs were open. They were saved a few seconds "
            "before:");
  draw_runs();
  ImGui::TextDisabled("What you do not go on with stays: Ctrl + K finds it by its name.");
  ImGui::PopTextWrapPos();
  const DialogButton button = draw_dialog_buttons(
      "Go on", true, ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false), theme,
      "Start anew");
  if (button != DialogButton::None) ImGui::CloseCurrentPopup();
  end_dialog();
  if (button == DialogButton::None) return std::nullopt;
  if (button == DialogButton::Cancel) return Choice{};
  return Choice{chosen_};
}

void ContinueDialog::draw_runs() {
  if (runs_.size() == 1) return ImGui::TextUnformatted(runs_[0].c_str());
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    if (ImGui::RadioButton(runs_[i].c_str(), chosen_ == i)) chosen_ = i;
    ImGui::PopID();
  }
}

}  // namespace netdyno::app
