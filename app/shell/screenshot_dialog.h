// app/shell/screenshot_dialog.h
// SPDX-License-Identifier: MIT
//
// Asks for the file that a screenshot goes to.

#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/shell/theme.h"

namespace netdyno::app {

class ScreenshotDialog {
 public:
  // Proposes a file name.
  void open(std::string proposal);
  // Every frame; the file once the person has confirmed it.
  std::optional<std::filesystem::path> draw(const Theme& theme);

 private:
  bool opens_ = false;
  std::string file_;
};

}  // namespace netdyno::app
