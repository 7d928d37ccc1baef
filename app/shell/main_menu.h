// app/shell/main_menu.h
// SPDX-License-Identifier: MIT
//
// The menu bar: File, Edit, Training, View, Help.

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
  std::optional<std::string> recent;  // a recipe file to open again
};

// What the menus tick and grey out.
struct MenuState {
  bool is_dark = true;
  bool is_presenting = false;
  bool can_undo = false, can_redo = false;
  bool is_overfitting = false;  // on a few examples; there is a way back
};

// Draws the bar at the top of the screen.
MenuChoice draw_main_menu(const std::vector<PanelEntry>& panels,
                          const std::vector<std::string>& recent, const MenuState& state);

}  // namespace netdyno::app
