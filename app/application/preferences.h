// app/application/preferences.h
// SPDX-License-Identifier: MIT
//
// What the app remembers for a person between two starts: layout, panels, theme, text size, recipes
// opened before. A file of JSON in the user's configuration folder.
//
//   Errors   a missing, unreadable or damaged file counts as no preferences: it is never worth an
//            error that keeps a person from work. Saving throws Error.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/shell/workspace.h"

namespace netdyno::app {

struct Preferences {
  std::optional<bool> is_dark;
  float text_scale = 1;
  std::size_t run_color = 0;  // index into Theme::series
  std::optional<LayoutNode> layout;
  std::vector<std::string> hidden;  // panels
  std::vector<std::string> recent;  // recipe files, the latest first
};

// $XDG_CONFIG_HOME/netdyno/workspace.json, or below ~/.config; none without a home.
std::optional<std::filesystem::path> preferences_file();

Preferences read_preferences(const std::filesystem::path& file);
void write_preferences(const std::filesystem::path& file, const Preferences& preferences);

// As text, and back; for a damaged text what of it could be read.
std::string to_text(const Preferences& preferences);
Preferences parse_preferences(const std::string& text);

// Puts `file` first, drops its other places and what is beyond the tenth.
void add_recent(std::vector<std::string>& recent, const std::filesystem::path& file);

}  // namespace netdyno::app
