// engine/recipe/moved_data.h
// SPDX-License-Identifier: MIT
//
// A run's folder that was moved together with its data: the recipe in it names a place that is no
// more.

#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "engine/recipe/recipe.h"

namespace netdyno {

// Where `path`, which does not exist, lies now: the longest end of it that exists below `folder` or
// one of the three folders that hold it. Nothing when `path` exists or no end of it does.
std::optional<std::filesystem::path> moved_data(const std::filesystem::path& path,
                                                const std::filesystem::path& folder);

// As a recipe may hold it, which is JSON and so UTF-8: absolute, or where the name of a folder
// above is something else the way from the current folder. Nothing when that is none either.
std::optional<std::string> recipe_path(const std::filesystem::path& path);

// The same for a recipe's data.path, which is then the new one; false: nothing changed.
bool follow_moved_data(Recipe& recipe, const std::filesystem::path& folder);

}  // namespace netdyno
