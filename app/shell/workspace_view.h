// app/shell/workspace_view.h
// SPDX-License-Identifier: MIT
//
// Draws a workspace: a frame with tabs around each tile, the panels inside, splitters between.

#pragma once

#include <functional>
#include <string>

#include "app/shell/theme.h"
#include "app/shell/workspace.h"

namespace netdyno::app {

struct WorkspaceContent {
  std::function<bool(const std::string& panel)> is_visible;
  std::function<std::string(const std::string& panel)> title;
  std::function<void(const std::string& panel)> draw;  // fills the current window
  // Asked for by a tab's menu.
  std::function<void(const std::string& panel)> hide = {};
  std::function<void(const std::string& panel)> export_figures = {};
  // Asked for by it or by a double-click on the tab: this panel only, or all of them again.
  std::function<void(const std::string& panel)> maximize = {};
  bool is_maximized = false;
  std::function<void()> reset = {};  // asked for where all panels are hidden
  std::string focused = {};  // panel that gets the keyboard now; empty: leave it where it is
  bool is_walking = false;   // by keyboard: the panel that has it is outlined
};

// Fills `area` of the screen. Clicked tabs come to the front of `root`, dragged tabs and splitters
// move in it; all of it shows from the next frame on.
void draw_workspace(LayoutNode& root, const Rect& area, const Theme& theme,
                    const WorkspaceContent& content);

}  // namespace netdyno::app
