// app/view_models/knob_inverse.h
// SPDX-License-Identifier: MIT
//
// The command that takes a knob back to where it stands in a recipe.

#pragma once

#include <optional>

#include "engine/session/command.h"

namespace netdyno::app {

// Sent after `command`, it restores what `recipe`, the one before it, says. None for commands that
// turn no knob, and for those that lose something for good (drawing weights anew).
std::optional<Command> inverse_of(const Command& command, const Recipe& recipe);

}  // namespace netdyno::app
