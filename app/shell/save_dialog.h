// app/shell/save_dialog.h
// SPDX-License-Identifier: MIT
//
// Asks for the file that something goes to, and says when one of that name is there already.

#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/shell/theme.h"

namespace netdyno::app {

class SaveDialog {
 public:
  // "Save screenshot", "PNG file"; the texts outlive the dialog.
  SaveDialog(const char* title, const char* label) : title_(title), label_(label) {}

  // Proposes a file name.
  void open(std::string proposal);
  // Every frame; the file once the person has confirmed it.
  std::optional<std::filesystem::path> draw(const Theme& theme);

 private:
  const char* title_;
  const char* label_;
  bool opens_ = false;
  std::string file_;
};

}  // namespace netdyno::app
