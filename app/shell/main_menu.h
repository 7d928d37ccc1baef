// app/shell/main_menu.h
// SPDX-License-Identifier: MIT
//
// The menu bar: File, Training, View, Help.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/shell/shortcuts.h"

namespace netdyno::app {

// A panel as the View menu lists it.
struct PanelEntry {
  std::string id;
  std::string title;
  std::string doc;
  bool is_visible = true;
};

struct MenuChoice {
  std::optional<Intent> intent;
  std::optional<std::string> toggled_panel;
};

// Draws the bar at the top of the screen.
MenuChoice draw_main_menu(const std::vector<PanelEntry>& panels, bool is_dark);

}  // namespace netdyno::app
