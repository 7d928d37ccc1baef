// app/shell/recipe_dialog.h
// SPDX-License-Identifier: MIT
//
// Opens a recipe: one of those that ship with the app, or a file by its path. What is wrong with it
// is said in the dialog, which stays open.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/shell/path_picker.h"
#include "app/shell/theme.h"
#include "engine/recipe/recipe.h"

namespace netdyno::app {

struct NamedRecipe {
  std::string name;  // the file's name without folder and extension
  Recipe recipe;
  std::string file = {};  // where it was read from; empty: it ships with the app, or was edited
};

// Names of all recipes that ship with the app.
std::vector<std::string> shipped_recipes();

// A recipe that ships with the app: "lenet-fashion".
// Errors   Error naming it and those that there are
NamedRecipe shipped_recipe(const std::string& name);

// A file's. Errors as read_recipe().
NamedRecipe recipe_file(const std::string& path);

class RecipeDialog {
 public:
  void open();
  // Every frame; the recipe once the person has chosen one that can be read.
  std::optional<NamedRecipe> draw(const Theme& theme);

 private:
  std::optional<NamedRecipe> try_open(const std::string& shipped);
  std::string draw_shipped(float height_px, const Theme& theme) const;

  bool opens_ = false;
  PathPicker file_{PathKind{.extensions = {".json"}}};
  std::string error_;
};

}  // namespace netdyno::app
