// SPDX-License-Identifier: MIT
#include "app/cli/train_command.h"

#include <fmt/core.h>

#include <memory>

#include "app/cli/exit_status.h"
#include "app/cli/headless_training.h"
#include "app/cli/number_arguments.h"
#include "app/cli/recipe_arguments.h"
#include "engine/recipe/moved_data.h"

namespace netdyno::app {

namespace {

constexpr const char* kFooter =
    "A signal (SIGINT, SIGTERM, SIGHUP) stops after the running step; the outputs are complete up "
    "to it.\n"
    "A second one ends at once.\n"
    "Exit status: 0 done, 1 failed at run time, 2 wrong usage or recipe, 3 the loss diverged,\n"
    "130 or 143 stopped by SIGINT or SIGTERM, 129 by SIGHUP.";

struct TrainArguments {
  RecipeArguments recipe;
  TrainOptions options;
  std::string resumed;  // folder
  std::int64_t epochs = 0;
  std::uint64_t seed = 0;
};

void add_options(CLI::App& command, TrainArguments& arguments) {
  CLI::Option* recipe = arguments.recipe.add_to(command, false);
  command
      .add_option("--out", arguments.options.out,
                  "Folder for recipe.json, metrics.csv, weights.safetensors, journal.json, "
                  "checkpoint.safetensors and report.html")
      ->type_name("DIR");
  command
      .add_option("--checkpoint-every", arguments.options.checkpoint_every_secs,
                  "Seconds between two checkpoints in the output folder; 0: at the end only")
      ->type_name("SECONDS")
      ->transform(real_number(0, 1e9))
      ->capture_default_str();
  command
      .add_option("--tensorboard", arguments.options.tensorboard,
                  "Folder for TensorBoard's event files: scalars, histograms, filters")
      ->type_name("DIR");
  command
      .add_option("--log-every", arguments.options.log_every,
                  "Steps between two TensorBoard events; 1: all (default: all of the first 10 000, "
                  "then each tenth up to 100 000, each hundredth up to a million, and so on)")
      ->type_name("N")
      ->transform(whole_number(1, kMostSteps));
  CLI::Option* resume =
      command
          .add_option("--resume", arguments.resumed,
                      "Goes on with the training in this folder as if it had never stopped; "
                      "--epochs and --steps set a new end")
          ->type_name("DIR");
  resume->excludes(recipe)->excludes(command.get_option("--set"));
  command.add_flag(
      "--force", arguments.options.replaces_run,
      "Replaces the run that the output folder holds already; else it is kept within, as "
      "earlier-1");
  CLI::Option* weights =
      command
          .add_option("--weights", arguments.options.weights,
                      "Starts from these weights (safetensors) instead of drawn ones")
          ->type_name("FILE");
  resume->excludes(weights);
  command.add_option("--epochs", arguments.epochs, "Epochs to train, instead of the recipe's")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000'000));
  command
      .add_option("--steps", arguments.options.goal.steps,
                  "Minibatches to train, whatever the epochs; with --epochs what ends first")
      ->type_name("N")
      ->transform(whole_number(1, kMostSteps));
  resume->excludes(command.add_option("--seed", arguments.seed, "Seed, instead of the recipe's")
                       ->type_name("N")
                       ->transform(seed_number()));
  command
      .add_option("--threads", arguments.options.threads,
                  "Threads to compute with (default: all available; with --resume as before)")
      ->type_name("N")
      ->transform(thread_count());
  command.footer(kFooter);
}

// --epochs and --seed are values of the recipe: the one that is written says what was done.
Recipe read_recipe_with(const TrainArguments& arguments, bool has_epochs, bool has_seed) {
  RecipeArguments recipe = arguments.recipe;
  if (has_epochs) recipe.overrides.push_back(fmt::format("epochs={}", arguments.epochs));
  if (has_seed) recipe.overrides.push_back(fmt::format("seed={}", arguments.seed));
  return recipe.read();
}

int train(const TrainArguments& arguments, bool has_epochs, bool has_seed) {
  const Recipe recipe = read_recipe_with(arguments, has_epochs, has_seed);
  TrainOptions options = arguments.options;
  options.goal.stops_with_epochs = options.goal.steps == 0 || has_epochs;
  return arguments.recipe.with_file_name([&] { return train_headless(recipe, options); });
}

int resume(const TrainArguments& arguments, bool has_epochs) {
  Checkpoint checkpoint = read_checkpoint(arguments.resumed);
  TrainOptions options = arguments.options;
  if (options.out.empty()) options.out = arguments.resumed;
  // A run that goes on in its own folder replaces nothing.
  std::error_code ignored;
  options.replaces_run |= std::filesystem::equivalent(options.out, arguments.resumed, ignored);
  if (options.threads == 0) options.threads = checkpoint.journal.value("threads", 0);
  const bool has_goal = has_epochs || options.goal.steps > 0;
  if (!has_goal) options.goal = checkpoint.goal;
  if (has_goal) options.goal.stops_with_epochs = options.goal.steps == 0 || has_epochs;
  Recipe recipe = saved_recipe(checkpoint.run.trainer);
  if (has_epochs) recipe.epochs = arguments.epochs;
  follow_moved_data(recipe, arguments.resumed);
  return HeadlessTraining(recipe, options, std::move(checkpoint)).run();
}

}  // namespace

int train_headless(const Recipe& recipe, const TrainOptions& options) {
  return HeadlessTraining(recipe, options).run();
}

void add_train_command(CLI::App& app, CommandAction& action) {
  CLI::App* command = app.add_subcommand("train", "Trains a recipe without a window");
  const auto arguments = std::make_shared<TrainArguments>();
  add_options(*command, *arguments);
  command->callback([command, arguments, &action] {
    const bool is_resumed = command->count("--resume") > 0;
    if (!is_resumed && arguments->recipe.file.empty()) throw CLI::RequiredError("RECIPE");
    action = [command, arguments, is_resumed] {
      const bool has_epochs = command->count("--epochs") > 0;
      if (is_resumed) return resume(*arguments, has_epochs);
      return train(*arguments, has_epochs, command->count("--seed") > 0);
    };
  });
}

}  // namespace netdyno::app
