// app/shell/save_dialog.h
// SPDX-License-Identifier: MIT
//
// Asks for the file that something goes to, and says when one of that name is there already.

#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/shell/path_picker.h"
#include "app/shell/theme.h"

namespace netdyno::app {

class SaveDialog {
 public:
  // "Save screenshot", "PNG file", ".png"; the texts outlive the dialog.
  SaveDialog(const char* title, const char* label, const char* extension)
      : title_(title), label_(label), file_({.is_new = true, .extensions = {extension}}) {}

  // Proposes a file name.
  void open(const std::string& proposal);
  // Every frame; the file once the person has confirmed it.
  std::optional<std::filesystem::path> draw(const Theme& theme);

 private:
  const char* title_;
  const char* label_;
  bool opens_ = false;
  PathPicker file_;
};

}  // namespace netdyno::app
