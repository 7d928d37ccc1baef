// app/shell/dialog.h
// SPDX-License-Identifier: MIT
//
// What the modal dialogs have in common: they open in the middle of the screen, close with Escape,
// and end with a row of buttons.

#pragma once

#include <string>

#include "app/shell/theme.h"

namespace netdyno::app {

// Between a dialog's content and its left and right edges, in pixels at any scale.
inline constexpr float kDialogPadding = 16;
// Of a dialog that asks for a file, and of the list in it, in pixels at scale 1.
inline constexpr float kFileDialogWidth = 560, kFileListHeight = 230;

// As ImGui::BeginPopupModal, `width_px` wide; opens it first when `opens`, which it resets. When it
// returns true, end_dialog() must follow.
bool begin_dialog(const char* title, bool& opens, float width_px);
void end_dialog();

// Whether Escape closes the dialog: a list or menu that was open above it is closed first. Once a
// frame, where the dialog's content was drawn before.
bool dialog_escapes();

enum class DialogButton { None, Accept, Cancel };
// A button labelled `cancel` and one labelled `accept`, which Enter presses too where `enter` says
// it was pressed. Escape cancels.
DialogButton draw_dialog_buttons(const char* accept, bool can_accept, bool enter,
                                 const Theme& theme, const char* cancel = "Cancel");

// A line of text in the error colour, wrapped; nothing when empty.
void draw_dialog_error(const std::string& error, const Theme& theme);

}  // namespace netdyno::app
