// app/shell/command_palette.h
// SPDX-License-Identifier: MIT
//
// The command palette: everything that can be done, found by typing a part of its name.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/shell/theme.h"

namespace netdyno::app {

struct PaletteItem {
  std::string group;  // "Panel"
  std::string text;   // "Loss and accuracy"
  std::string keys;   // "Ctrl + O"; may be empty
};

// Positions of the items that answer to what was typed, best first; all, in order, when nothing
// was.
std::vector<std::size_t> matching_items(std::span<const PaletteItem> items,
                                        const std::string& typed);

class CommandPalette {
 public:
  void open();
  bool is_open() const { return is_open_ || opens_; }
  // Every frame; the position of the item that was chosen.
  std::optional<std::size_t> draw(std::span<const PaletteItem> items, const Theme& theme);

 private:
  void move_choice(std::size_t count);
  std::optional<std::size_t> draw_list(std::span<const PaletteItem> items,
                                       const std::vector<std::size_t>& found, const Theme& theme);

  bool opens_ = false;
  bool is_open_ = false;
  bool has_moved_ = false;  // the choice must be scrolled to
  std::string typed_;
  std::size_t choice_ = 0;  // position among the matching ones
};

}  // namespace netdyno::app
