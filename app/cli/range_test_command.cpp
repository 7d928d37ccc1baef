// SPDX-License-Identifier: MIT
#include "app/cli/range_test_command.h"

#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/exit_status.h"
#include "app/cli/number_arguments.h"
#include "app/cli/opened_recipe.h"
#include "app/cli/recipe_arguments.h"
#include "app/cli/study_run.h"
#include "app/cli/text_output.h"

namespace netdyno::app {

namespace {

struct RangeTestArguments {
  RecipeArguments recipe;
  double lowest = RangeTestOptions{}.lowest;
  double highest = RangeTestOptions{}.highest;
  std::int64_t steps = RangeTestOptions{}.steps;
  bool json = false;
};

int run_range_test(const RangeTestArguments& arguments) {
  const Recipe recipe = arguments.recipe.read();
  return arguments.recipe.with_file_name([&] {
    OpenedRecipe opened(recipe);
    const StudyType& type = study_type("range-test");
    Options options(type.fields);
    options.set(type.fields, "lowest", arguments.lowest);
    options.set(type.fields, "highest", arguments.highest);
    options.set(type.fields, "steps", arguments.steps);
    const StudyReport report = run_study(type, opened.trainer(), options);
    if (arguments.json)
      print_json(type.json(report));
    else
      print_text(study_text(type, report));
    return kDone;
  });
}

}  // namespace

void add_range_test_command(CLI::App& app, CommandAction& action) {
  CLI::App* command =
      app.add_subcommand("range-test", "Proposes a learning rate: the loss against a growing one");
  const auto arguments = std::make_shared<RangeTestArguments>();
  arguments->recipe.add_to(*command);
  command->add_option("--lowest", arguments->lowest, "Learning rate of the first step [1e-8]")
      ->transform(positive_number());
  command->add_option("--highest", arguments->highest, "Learning rate of the last step [1]")
      ->transform(positive_number());
  command->add_option("--steps", arguments->steps, "Minibatches to train at most")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000'000))
      ->capture_default_str();
  command->add_flag("--json", arguments->json, "Prints one JSON document");
  command->callback(
      [arguments, &action] { action = [arguments] { return run_range_test(*arguments); }; });
}

}  // namespace netdyno::app
