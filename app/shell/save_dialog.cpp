// SPDX-License-Identifier: MIT
#include "app/shell/save_dialog.h"

#include <imgui.h>

#include <utility>

#include "app/shell/dialog.h"

namespace netdyno::app {

void SaveDialog::open(std::string proposal) {
  file_ = std::move(proposal);
  opens_ = true;
}

std::optional<std::filesystem::path> SaveDialog::draw(const Theme& theme) {
  if (!begin_dialog(title_, opens_, 480 * theme.scale)) return std::nullopt;
  const bool enter = draw_dialog_text(label_, "##file", file_);
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
