// SPDX-License-Identifier: MIT
#include "app/cli/overfit_command.h"

#include <fmt/core.h>

#include <memory>

#include "app/cli/exit_status.h"
#include "app/cli/number_arguments.h"
#include "app/cli/opened_recipe.h"
#include "app/cli/recipe_arguments.h"
#include "app/cli/study_run.h"
#include "app/cli/text_output.h"

namespace netdyno::app {

namespace {

struct OverfitArguments {
  RecipeArguments recipe;
  Index examples = OverfitOptions{}.examples;
  std::int64_t steps = OverfitOptions{}.steps;
  double threshold = OverfitOptions{}.threshold;
};

int run_overfit(const OverfitArguments& arguments) {
  // Reads no more examples than are learnt.
  const Recipe recipe = overfit_recipe(arguments.recipe.read(), arguments.examples);
  return arguments.recipe.with_file_name([&] {
    OpenedRecipe opened(recipe);
    const StudyType& type = study_type("overfit");
    Options options(type.fields);
    options.set(type.fields, "examples", arguments.examples);
    options.set(type.fields, "steps", arguments.steps);
    options.set(type.fields, "threshold", arguments.threshold);
    const StudyReport report = run_study(type, opened.trainer(), options);
    const StudyOutcome outcome = type.outcome(report);
    if (outcome == StudyOutcome::Diverged)
      tell_error(type.text(report));
    else
      print_text(study_text(type, report));
    return exit_status(outcome);
  });
}

}  // namespace

void add_overfit_command(CLI::App& app, CommandAction& action) {
  CLI::App* command = app.add_subcommand(
      "overfit", "Checks that a recipe's network can learn a few examples by heart");
  const auto arguments = std::make_shared<OverfitArguments>();
  arguments->recipe.add_to(*command);
  command->add_option("--examples", arguments->examples, "Training examples to learn")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000'000))
      ->capture_default_str();
  command->add_option("--steps", arguments->steps, "Minibatches to train at most")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000'000))
      ->capture_default_str();
  command
      ->add_option("--threshold", arguments->threshold,
                   "Training loss below which they count as learnt")
      ->type_name("LOSS")
      ->transform(positive_number())
      ->capture_default_str();
  command->footer("Exit status: 0 reached, 1 not reached, 2 wrong usage or recipe, 3 diverged.");
  command->callback(
      [arguments, &action] { action = [arguments] { return run_overfit(*arguments); }; });
}

}  // namespace netdyno::app
