// SPDX-License-Identifier: MIT
#include "app/cli/recipe_arguments.h"

#include "engine/core/error.h"

namespace netdyno::app {

CLI::Option* RecipeArguments::add_to(CLI::App& command, bool required) {
  CLI::Option* recipe = command.add_option("RECIPE", file, "The recipe, a JSON file");
  recipe->required(required);
  command
      .add_option("--set", overrides,
                  "Changes one value of the recipe, as in --set optimizer.learning_rate=0.1; "
                  "may be given several times")
      ->type_name("PATH=VALUE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  return recipe;
}

Recipe RecipeArguments::read() const {
  return read_recipe(file, overrides);
}

int RecipeArguments::with_file_name(const std::function<int()>& work) const {
  try {
    return work();
  } catch (const RecipeError& error) {
    const std::string place = error.path().empty() ? file : file + ": " + error.path();
    throw RecipeError(place, error.problem(), error.hint());
  }
}

}  // namespace netdyno::app
