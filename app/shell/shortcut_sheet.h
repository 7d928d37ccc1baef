// app/shell/shortcut_sheet.h
// SPDX-License-Identifier: MIT
//
// The list of keyboard and mouse shortcuts, as a dialog.

#pragma once

#include "app/shell/theme.h"

namespace netdyno::app {

class ShortcutSheet {
 public:
  void open() { opens_ = true; }
  // Every frame; nothing shows unless open.
  void draw(const Theme& theme);

 private:
  bool opens_ = false;
};

}  // namespace netdyno::app
