// SPDX-License-Identifier: MIT
#include "app/cli/fork_command.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/headless_training.h"
#include "app/cli/number_arguments.h"
#include "engine/core/error.h"

namespace netdyno::app {

namespace {

struct ForkArguments {
  std::filesystem::path folder;
  std::int64_t step = 0;
  std::vector<std::string> sets;
  TrainOptions options;
  std::int64_t epochs = 0;  // 0: the parent's
};

void check_folders(const ForkArguments& arguments) {
  std::error_code ignored;
  if (std::filesystem::equivalent(arguments.folder, arguments.options.out, ignored))
    throw RecipeError("--out", "is the folder of the run that the fork leaves",
                      "Name another one: that run stays as it is");
}

int fork(const ForkArguments& arguments) {
  check_folders(arguments);
  ForkPlan plan(arguments.folder, arguments.step, arguments.sets);
  TrainOptions options = arguments.options;
  options.weights = plan.weights();
  if (options.threads == 0) options.threads = plan.past.threads;
  const bool has_epochs = arguments.epochs > 0;
  const bool has_goal = has_epochs || options.goal.steps > 0;
  if (!has_goal) options.goal = plan.parent.goal;
  if (has_goal) options.goal.stops_with_epochs = options.goal.steps == 0 || has_epochs;
  Recipe recipe = plan.start();
  if (has_epochs) recipe.epochs = arguments.epochs;
  return HeadlessTraining(recipe, options, std::move(plan)).run();
}

}  // namespace

void add_fork_command(CLI::App& app, CommandAction& action) {
  CLI::App* command = app.add_subcommand(
      "fork", "Goes on from any step of a training, as it was or with other values");
  const auto arguments = std::make_shared<ForkArguments>();
  command->add_option("DIR", arguments->folder, "The folder that `train --out` wrote")->required();
  command
      ->add_option("--at", arguments->step,
                   "The step after which the fork leaves; 0: before the first")
      ->type_name("STEP")
      ->required()
      ->transform(whole_number(0, kMostSteps));
  command
      ->add_option("--set", arguments->sets,
                   "Changes one value there, as in --set optimizer.learning_rate=0.1; may be given "
                   "several times. What takes effect from step 0 (a layer's size, the data, the "
                   "seed) needs --at 0")
      ->type_name("PATH=VALUE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      ->add_option("--out", arguments->options.out, "Folder for the fork, as `train --out` has it")
      ->type_name("NEW")
      ->required();
  command
      ->add_option("--steps", arguments->options.goal.steps,
                   "The last step, counted from the parent's first (default: the parent's end)")
      ->type_name("N")
      ->transform(whole_number(1, kMostSteps));
  command->add_option("--epochs", arguments->epochs, "The last epoch, counted in the same way")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000'000));
  command->add_flag("--force", arguments->options.replaces_run,
                    "Replaces the run that NEW holds already; else it is kept within");
  command
      ->add_option("--threads", arguments->options.threads,
                   "Threads to compute with (default: as the parent, for the same bits)")
      ->type_name("N")
      ->transform(thread_count());
  command->footer(
      "Without --set the fork repeats its parent bit for bit. What the parent changed after STEP "
      "is changed again\nat the same steps, but for what --set names.");
  command->callback([arguments, &action] { action = [arguments] { return fork(*arguments); }; });
}

}  // namespace netdyno::app
