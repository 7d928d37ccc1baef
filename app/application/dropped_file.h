// app/application/dropped_file.h
// SPDX-License-Identifier: MIT
//
// What a file or folder is that was dropped onto the window: a recipe, a folder of pictures in
// classes, one picture, or a run to compare with.
//
//   Errors   Error naming the file, what is wrong with it and what can be dropped

#pragma once

#include <filesystem>
#include <variant>

#include "app/shell/recipe_dialog.h"
#include "engine/probe/probe_focus.h"

namespace netdyno::app {

struct DroppedRun {
  std::filesystem::path folder;
};
using Dropped = std::variant<NamedRecipe, ExaminedImage, DroppedRun>;

// A picture is read at the size and with the channels of `input`, the network's input; empty:
// pictures cannot be taken.
Dropped read_dropped(const std::filesystem::path& path, const Shape& input);

}  // namespace netdyno::app
