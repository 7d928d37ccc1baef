// app/panels/widgets.h
// SPDX-License-Identifier: MIT
//
// What panels share: their empty states, tooltips, headings and rows that wrap.

#pragma once

#include <imgui.h>

#include <optional>
#include <span>
#include <string>

#include "app/panels/frame_context.h"
#include "app/shell/fonts.h"
#include "app/view_models/transport_model.h"

namespace netdyno::app {

// A title and what to do, in the middle of the panel.
void draw_empty_state(const std::string& title, const std::string& hint, const Theme& theme);

// Stands in for the content while there is no run to show: starting, loading, failed. Returns
// whether it did.
bool draw_unready_state(const FrameContext& frame);

// Of the item before, enabled or not: above or below its row, and not while it is being changed.
void draw_tooltip(const std::string& text);

// While it lives, text is small: of tables, whose rows are read and not pressed. Controls have one
// size everywhere.
class SmallText {
 public:
  SmallText() { ImGui::PushFont(font(FontRole::Small)); }
  ~SmallText() { ImGui::PopFont(); }
  SmallText(const SmallText&) = delete;
  SmallText& operator=(const SmallText&) = delete;
};

// `room_px` is left free at the right end.
void draw_heading(const std::string& text, const Theme& theme, float room_px = 0);
void draw_text_line(const std::string& text, const Color& color);
void draw_wrapped_text(const std::string& text, const Color& color);

// Puts the next item of that width beside the last one where there is room.
void same_line_if_fits(float width_px);
float button_width(const std::string& label);
float checkbox_width(const std::string& label);

// A button in the accent colour, for what is to be pressed next or is chosen.
bool draw_accent_button(const char* label, const ImVec2& size, const Theme& theme);

// A choice among texts; returns the new position when another one was chosen. `docs` may be empty.
std::optional<std::size_t> draw_choice(const char* id, std::span<const std::string> names,
                                       std::span<const std::string> docs, std::size_t current,
                                       float width_px);

// As ImGui::BeginPopup, below the button that was drawn last rather than at the pointer: it opens
// over nothing that is being looked at. The place is kept while it is open.
bool begin_popup_below(const char* id);

// A bar whose text is readable on both of its sides. `share`: of what is done, [0,1].
void draw_progress(double share, float width_px, const std::string& text, const Theme& theme);

// The text, with "…" for what has no room.
std::string elided_text(const std::string& text, float width_px);

Color tone_color(Tone tone, const Theme& theme);

}  // namespace netdyno::app
