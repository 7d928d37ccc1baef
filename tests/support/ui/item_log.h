// tests/support/ui/item_log.h
// SPDX-License-Identifier: MIT
//
// Every item that Dear ImGui lays out, with its label and place. The test binaries' linker routes
// three of ImGui's functions through here (--wrap, see tests/CMakeLists.txt), so the app's code
// needs no hooks of its own.

#pragma once

#include <imgui.h>

#include <string>
#include <vector>

namespace netdyno::test {

struct Item {
  ImGuiID id = 0;  // 0: text and other items that cannot be pressed
  std::string label;
  std::string window;
  ImVec2 min, max;            // as laid out
  ImVec2 clip_min, clip_max;  // what of it can be seen
  bool is_visible = false;    // not wholly clipped
  bool is_disabled = false;
  bool is_in_table = false;
  bool scrolls_x = false, scrolls_y = false;  // its window can be scrolled to it

  ImVec2 centre() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
};

// Of the last frame that was drawn, in the order of drawing.
const std::vector<Item>& items();

// Before each ImGui::NewFrame().
void forget_items();

}  // namespace netdyno::test
