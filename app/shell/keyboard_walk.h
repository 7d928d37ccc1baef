// app/shell/keyboard_walk.h
// SPDX-License-Identifier: MIT
//
// When Dear ImGui's keyboard navigation has the keys, and when the shortcuts have them. Tab starts
// to walk through the controls, all of them: arrows, Space and Enter then move, press and edit.
// Escape or a click of the mouse ends it. An open menu, list or dialog is walked through at once.
//
// Escape closes the innermost thing only: an open list, an edit, a child window that was entered;
// then the dialog around it; then the walk.

#pragma once

#include <imgui.h>

namespace netdyno::app {

class KeyboardWalk {
 public:
  // After each ImGui::NewFrame(), before anything is drawn. Has Tab stop at every enabled control,
  // where ImGui by itself knows text boxes only.
  void begin_frame();
  // At the end of each frame, with the keys that were pressed in it. Decides for the next frame.
  void update(ImGuiIO& io);

  // Something else than Tab begins it.
  void begin() { is_walking_ = true; }

  // Space, arrows and Enter belong to the control that is walked on.
  bool has_keys() const { return is_walking_; }
  // Began in the last update(): something must get the focus.
  bool began() const { return began_; }
  // Escape was pressed in this frame, and nothing was open, edited or entered that it closes.
  bool escapes() const { return escapes_; }

 private:
  void skip_disabled();

  bool is_walking_ = false;
  bool began_ = false;
  bool escapes_ = false;
  bool was_busy_ = false;     // at the end of the last frame: Escape has something to close
  bool has_control_ = false;  // the same: a control that is drawn has the keyboard
  int skips_ = 0;             // direction in which Tab goes on from a disabled control
  int skipped_ = 0;           // how many of them in a row
};

}  // namespace netdyno::app
