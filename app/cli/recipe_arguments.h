// app/cli/recipe_arguments.h
// SPDX-License-Identifier: MIT
//
// The arguments that name and change a recipe, as all commands that take one have them.

#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "engine/recipe/recipe.h"

namespace netdyno::app {

struct RecipeArguments {
  std::string file;
  std::vector<std::string> overrides;  // "optimizer.learning_rate=0.1"

  // RECIPE and --set. Returns the former, which `required` makes obligatory.
  CLI::Option* add_to(CLI::App& command, bool required = true);

  Recipe read() const;

  // Does `work`; a RecipeError of it, which knows the place in the recipe only, gets the file's
  // name too.
  int with_file_name(const std::function<int()>& work) const;
};

}  // namespace netdyno::app
