// app/application/recipe_file.h
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>

#include "engine/recipe/recipe.h"

namespace netdyno::app {

// Complete, with all defaults, through a temporary name: an older file stays until all is written.
//   Errors   Error naming the file
void write_recipe(const std::filesystem::path& file, const Recipe& recipe);

// "lenet-fashion, edited", however often it is.
std::string name_with(const std::string& name, const std::string& suffix);

// What a file of that run is named: "lenet-fashion, edited" as "lenet-fashion-edited".
std::string file_name_of(const std::string& name);

}  // namespace netdyno::app
