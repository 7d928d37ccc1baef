// app/panels/effect_mark.h
// SPDX-License-Identifier: MIT
//
// Beside each knob, when it takes effect: a dot for now, a ring where weights are drawn anew, an
// arrow back where the run starts over. Shapes and words, no colours.

#pragma once

#include <string>

#include "app/shell/theme.h"
#include "engine/session/snapshot.h"

namespace netdyno::app {

// "Takes effect now: with the next minibatch".
std::string effect_text(KnobEffect effect);

// Mark and word as wide as they are, with that tooltip.
void draw_effect_mark(KnobEffect effect, const Theme& theme);

// What of the knobs at `path` and below waits for the end of a validation, and what is in force.
void draw_waiting(const Snapshot& snapshot, const std::string& path, const Theme& theme);

// A heading with the mark of the knob at `path` at its right end; without where there is no room.
void draw_knob_heading(const std::string& text, const std::string& path, const Theme& theme);

}  // namespace netdyno::app
