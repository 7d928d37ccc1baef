// app/application/window_app.h
// SPDX-License-Identifier: MIT
//
// The app in a window, from opening to closing it.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/shell/recipe_dialog.h"

namespace netdyno::app {

struct WindowAppOptions {
  float scale = 0;                   // of text and everything else; 0: the display's
  std::optional<bool> is_dark = {};  // none: as the last time, at first dark
  std::string panel = {};            // show this one only; empty: the whole workspace
  std::vector<std::filesystem::path> compared = {};  // folders of runs to draw beside
};

// Opens the window and starts training at once. Returns when it is closed: kDone, or for SIGINT and
// SIGTERM kSignalBase plus the signal's number.
// Errors   NoDisplay when no window can be opened
int run_in_window(const NamedRecipe& recipe, const WindowAppOptions& options);

}  // namespace netdyno::app
