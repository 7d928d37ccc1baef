// SPDX-License-Identifier: MIT
#include "app/cli/train_command.h"

#include <fmt/format.h>

#include <memory>

#include "app/cli/exit_status.h"
#include "app/cli/headless_training.h"
#include "app/cli/recipe_arguments.h"

namespace netdyno::app {

namespace {

constexpr const char* kFooter =
    "A signal (SIGINT, SIGTERM) stops after the running step; the outputs are complete up to it.\n"
    "A second one ends at once.\n"
    "Exit status: 0 done, 1 failed at run time, 2 wrong usage or recipe, 3 the loss diverged,\n"
    "130 or 143 stopped by SIGINT or SIGTERM.";

struct Arguments {
  RecipeArguments recipe;
  TrainOptions options;
  std::int64_t epochs = 0;
  std::uint64_t seed = 0;
};

void add_options(CLI::App& command, Arguments& arguments) {
  arguments.recipe.add_to(command);
  command
      .add_option("--out", arguments.options.out,
                  "Folder for recipe.json, metrics.csv, weights.safetensors and journal.json")
      ->type_name("DIR");
  command
      .add_option("--weights", arguments.options.weights,
                  "Starts from these weights (safetensors) instead of drawn ones")
      ->type_name("FILE");
  command.add_option("--epochs", arguments.epochs, "Epochs to train, instead of the recipe's")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  command
      .add_option("--steps", arguments.options.steps,
                  "Minibatches to train, whatever the epochs; with --epochs what ends first")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  command.add_option("--seed", arguments.seed, "Seed, instead of the recipe's")->type_name("N");
  command
      .add_option("--threads", arguments.options.threads,
                  "Threads to compute with (default: all available)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  command.footer(kFooter);
}

// --epochs and --seed are values of the recipe: the one that is written says what was done.
Recipe read_recipe_with(const Arguments& arguments, bool has_epochs, bool has_seed) {
  RecipeArguments recipe = arguments.recipe;
  if (has_epochs) recipe.overrides.push_back(fmt::format("epochs={}", arguments.epochs));
  if (has_seed) recipe.overrides.push_back(fmt::format("seed={}", arguments.seed));
  return recipe.read();
}

}  // namespace

int train_headless(const Recipe& recipe, const TrainOptions& options) {
  return HeadlessTraining(recipe, options).run();
}

void add_train_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("train", "Trains a recipe without a window");
  const auto arguments = std::make_shared<Arguments>();
  add_options(*command, *arguments);
  command->callback([command, arguments, &action] {
    action = [command, arguments] {
      const bool has_epochs = command->count("--epochs") > 0;
      const Recipe recipe = read_recipe_with(*arguments, has_epochs, command->count("--seed") > 0);
      TrainOptions options = arguments->options;
      options.stops_with_epochs = options.steps == 0 || has_epochs;
      return arguments->recipe.with_file_name([&] { return train_headless(recipe, options); });
    };
  });
}

}  // namespace netdyno::app
