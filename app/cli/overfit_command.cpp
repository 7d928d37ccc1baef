// SPDX-License-Identifier: MIT
#include "app/cli/overfit_command.h"

#include <fmt/core.h>

#include <memory>

#include "app/cli/exit_status.h"
#include "app/cli/number_arguments.h"
#include "app/cli/opened_recipe.h"
#include "app/cli/recipe_arguments.h"
#include "app/cli/text_output.h"
#include "engine/study/overfit.h"

namespace netdyno::app {

namespace {

struct OverfitArguments {
  RecipeArguments recipe;
  OverfitOptions options;
};

std::string overfit_text(const OverfitResult& result, const OverfitOptions& options,
                         Index examples) {
  return fmt::format(
      "{}: training loss {:.4g} {} {:g} after {} steps on {} examples, accuracy {:.1f} %\n",
      result.reached ? "Reached" : "Not reached", result.loss,
      result.reached ? "<" : ">=", options.threshold, grouped(result.steps), grouped(examples),
      100 * result.accuracy);
}

constexpr const char* kAdvice =
    "A network that cannot learn a few examples by heart has a fault: look at the labels, the\n"
    "learning rate (try a higher and a lower one), the initialization and the last layer.\n";

int run_overfit(const OverfitArguments& arguments) {
  const Recipe recipe = overfit_recipe(arguments.recipe.read(), arguments.options.examples);
  return arguments.recipe.with_file_name([&] {
    OpenedRecipe opened(recipe);
    Overfit overfit(opened.trainer(), arguments.options);
    while (!overfit.advance()) {
    }
    const OverfitResult& result = overfit.result();
    if (result.divergence) {
      tell_error(result.divergence->message());
      return kDiverged;
    }
    print_text(overfit_text(result, arguments.options, overfit.examples()));
    if (!result.reached) print_text(kAdvice);
    return result.reached ? kDone : kFailed;
  });
}

}  // namespace

void add_overfit_command(CLI::App& app, CommandAction& action) {
  CLI::App* command = app.add_subcommand(
      "overfit", "Checks that a recipe's network can learn a few examples by heart");
  const auto arguments = std::make_shared<OverfitArguments>();
  arguments->recipe.add_to(*command);
  command->add_option("--examples", arguments->options.examples, "Training examples to learn")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000'000))
      ->capture_default_str();
  command->add_option("--steps", arguments->options.steps, "Minibatches to train at most")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000'000))
      ->capture_default_str();
  command
      ->add_option("--threshold", arguments->options.threshold,
                   "Training loss below which they count as learnt")
      ->type_name("LOSS")
      ->transform(positive_number())
      ->capture_default_str();
  command->footer("Exit status: 0 reached, 1 not reached, 2 wrong usage or recipe, 3 diverged.");
  command->callback(
      [arguments, &action] { action = [arguments] { return run_overfit(*arguments); }; });
}

}  // namespace netdyno::app
