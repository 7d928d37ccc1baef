// SPDX-License-Identifier: MIT
#include "app/shell/save_dialog.h"

#include <imgui.h>

#include "app/shell/dialog.h"

namespace netdyno::app {

void SaveDialog::open(const std::string& proposal) {
  file_.open(proposal);
  opens_ = true;
}

std::optional<std::filesystem::path> SaveDialog::draw(const Theme& theme) {
  if (!begin_dialog(title_, opens_, kFileDialogWidth * theme.scale)) return std::nullopt;
  const bool enter = file_.draw(label_, kFileListHeight * theme.scale, theme);
  std::string reason;
  std::error_code ignored;  // what cannot be looked up will not be written either: that tells why
  if (file_.has_path() && std::filesystem::is_regular_file(file_.path(), ignored))
    reason = "A file of that name is there already and will be replaced.";
  draw_dialog_error(reason, theme);
  const DialogButton button = draw_dialog_buttons("Save", file_.has_path(), enter, theme);
  if (button != DialogButton::None) ImGui::CloseCurrentPopup();
  end_dialog();
  if (button != DialogButton::Accept) return std::nullopt;
  return file_.path();
}

}  // namespace netdyno::app
