// app/shell/shortcuts.h
// SPDX-License-Identifier: MIT
//
// What a person can ask of the app, and the keys for it: one table, which the key handler reads and
// the shortcut sheet prints. Menus show the same key names.

#pragma once

#include <imgui.h>

#include <span>
#include <string_view>
#include <vector>

namespace netdyno::app {

enum class Intent {
  TogglePlay,
  StepOnce,
  StepEpoch,
  RestartSameWeights,
  RestartNewSeed,
  OverfitFew,
  Slower,
  Faster,
  OpenRecipe,
  OpenRun,
  SaveRun,
  CompareRun,
  ExportFigures,
  SaveRecipe,
  SaveScreenshot,
  ToggleTheme,
  LargerText,
  SmallerText,
  DefaultText,
  ResetLayout,
  ShowShortcuts,
  ShowPalette,
  Undo,
  Redo,
  TogglePresentation,
  NextPanel,
  PreviousPanel,
  FitCurves,
  ToggleLogLoss,
  EarlierImages,
  LaterImages,
  Quit,
};

// One way to press a shortcut: a key with modifiers, or a typed character wherever a keyboard has
// it.
struct Chord {
  int key = 0;               // ASCII capital or GLFW code; 0: see `named` and `character`
  ImGuiKey named = -1;       // a key that Dear ImGui has a name for
  ImWchar character = 0;     // a typed character
  bool needs_ctrl = false;   // Ctrl is held; otherwise it must not be
  bool needs_shift = false;  // as Ctrl, for `key` and `named`
};

struct Shortcut {
  Intent intent;
  std::string_view group;  // "Training", "View"
  std::string_view keys;   // "Space or T", for people; empty: in the menus only
  std::string_view doc;    // "Play or pause"
  std::span<const Chord> chords;
  bool repeats = false;         // while the key is held down
  bool spares_texts = false;    // while a text is typed the key is the text box's, Ctrl or not
  bool spares_walking = false;  // while a control has the keyboard the key is that control's
};

std::span<const Shortcut> shortcuts();

const Shortcut& shortcut(Intent intent);

// What was pressed this frame. While a text is typed, or `is_blocked` by a dialog, only shortcuts
// with Ctrl count. `is_walking`: a control has the keyboard, see keyboard_walk.h.
std::vector<Intent> pressed_intents(const ImGuiIO& io, bool is_blocked, bool is_walking = false);

}  // namespace netdyno::app
