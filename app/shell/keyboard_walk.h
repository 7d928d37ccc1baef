// app/shell/keyboard_walk.h
// SPDX-License-Identifier: MIT
//
// When Dear ImGui's keyboard navigation has the keys, and when the shortcuts have them. Tab starts
// to walk through the controls: arrows, Space and Enter then move, press and edit. Escape or a
// click of the mouse ends it. An open menu, list or dialog is walked through at once, and Escape
// closes it.

#pragma once

#include <imgui.h>

namespace netdyno::app {

class KeyboardWalk {
 public:
  // At the end of each frame, with the keys that were pressed in it. Decides for the next frame.
  void update(ImGuiIO& io);

  // Something else than Tab begins it.
  void begin() { is_walking_ = true; }

  // Space, arrows and Enter belong to the control that is walked on.
  bool has_keys() const { return is_walking_; }
  // Began in the last update(): something must get the focus.
  bool began() const { return began_; }

 private:
  bool is_walking_ = false;
  bool began_ = false;
};

}  // namespace netdyno::app
