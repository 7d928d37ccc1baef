// SPDX-License-Identifier: MIT
#include "app/cli/twins_command.h"

#include <fmt/core.h>

#include <memory>

#include "app/cli/number_arguments.h"
#include "app/cli/recipe_arguments.h"
#include "app/cli/twin_training.h"

namespace netdyno::app {

namespace {

struct TwinsArguments {
  RecipeArguments recipe;
  std::vector<std::string> lists;  // "optimizer.learning_rate=0.01,0.1"
  TrainOptions options;
  std::int64_t epochs = 0;  // 0: the recipe's
};

int train_twins(const TwinsArguments& arguments) {
  std::vector<Twin> twins;
  for (Variant& variant : variants(arguments.lists)) {
    RecipeArguments recipe = arguments.recipe;
    if (arguments.epochs > 0)
      recipe.overrides.push_back(fmt::format("epochs={}", arguments.epochs));
    for (const std::string& set : variant.sets) recipe.overrides.push_back(set);
    twins.push_back({std::move(variant), recipe.read()});
  }
  TrainOptions options = arguments.options;
  options.goal.stops_with_epochs = options.goal.steps == 0 || arguments.epochs > 0;
  return arguments.recipe.with_file_name(
      [&] { return TwinTraining(std::move(twins), options).run(); });
}

}  // namespace

void add_twins_command(CLI::App& app, CommandAction& action) {
  CLI::App* command = app.add_subcommand(
      "twins", "Trains a recipe several times in lockstep, the same but for what is varied");
  const auto arguments = std::make_shared<TwinsArguments>();
  arguments->recipe.add_to(*command);
  command
      ->add_option("--vary", arguments->lists,
                   "A path of the recipe and its values, as in optimizer.learning_rate=0.01,0.1; "
                   "given several times, all combinations, at most six")
      ->type_name("PATH=V1,V2,...")
      ->required()
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      ->add_option("--out", arguments->options.out,
                   "Folder for twins.csv, report.html and the runs' own folders A, B, …")
      ->type_name("DIR")
      ->required();
  command
      ->add_option("--steps", arguments->options.goal.steps,
                   "Minibatches to train, whatever the epochs; with --epochs what ends first")
      ->type_name("N")
      ->transform(whole_number(1, kMostSteps));
  command->add_option("--epochs", arguments->epochs, "Epochs to train, instead of the recipe's")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000'000));
  command->add_flag("--force", arguments->options.replaces_run,
                    "Replaces the runs that the folders hold already; else they are kept within");
  command
      ->add_option("--threads", arguments->options.threads,
                   "Threads to compute with (default: all available)")
      ->type_name("N")
      ->transform(thread_count());
  command->footer(
      "All twins begin with the same weights and learn from the same minibatches with the same "
      "masks,\nwhere what is varied leaves them so. A twin that diverges ends; the others go on.\n"
      "Exit status: as for train; 3 when one of them diverged.");
  command->callback(
      [arguments, &action] { action = [arguments] { return train_twins(*arguments); }; });
}

}  // namespace netdyno::app
