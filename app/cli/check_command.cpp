// SPDX-License-Identifier: MIT
#include "app/cli/check_command.h"

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/exit_status.h"
#include "app/cli/number_arguments.h"
#include "app/cli/opened_recipe.h"
#include "app/cli/recipe_arguments.h"
#include "app/cli/study_run.h"
#include "app/cli/text_output.h"
#include "engine/nn/loss.h"

namespace netdyno::app {

namespace {

struct CheckArguments {
  RecipeArguments recipe;
  std::string loss;
  Index values = GradientCheckOptions{}.per_parameter;
  Index examples = GradientCheckOptions{}.examples;
  bool json = false;
};

std::vector<std::string> losses_of(const CheckArguments& arguments, const Recipe& recipe) {
  if (arguments.loss.empty()) return {recipe.loss};
  if (arguments.loss != "all") return {arguments.loss};
  std::vector<std::string> names;
  for (const LossFunction& loss : loss_functions()) names.push_back(loss.name);
  return names;
}

int show_check(const CheckArguments& arguments) {
  const Recipe recipe = arguments.recipe.read();
  return arguments.recipe.with_file_name([&] {
    OpenedRecipe opened(recipe);
    const StudyType& type = study_type("check");
    Options options(type.fields);
    options.set(type.fields, "values", arguments.values);
    options.set(type.fields, "examples", arguments.examples);
    Json losses = Json::array();
    std::string text;
    int status = kDone;
    for (const std::string& loss : losses_of(arguments, recipe)) {
      options.set(type.fields, "loss", loss);
      const StudyReport report = run_study(type, opened.trainer(), options);
      losses.push_back(type.json(report));
      text += study_text(type, report);
      status = std::max(status, exit_status(type.outcome(report)));
    }
    if (arguments.json)
      print_json({{"losses", losses}});
    else
      print_text(text);
    return status;
  });
}

}  // namespace

void add_check_command(CLI::App& app, CommandAction& action) {
  CLI::App* command = app.add_subcommand(
      "check", "Holds backpropagation against differences of the loss, layer by layer");
  const auto arguments = std::make_shared<CheckArguments>();
  arguments->recipe.add_to(*command);
  command->add_option("--loss", arguments->loss, "A loss, or all; without it the recipe's")
      ->type_name("NAME");
  command->add_option("--values", arguments->values, "Values to check of each parameter")
      ->transform(whole_number(1, 100000))
      ->capture_default_str();
  command->add_option("--examples", arguments->examples, "Training examples of the minibatch")
      ->transform(whole_number(1, 4096))
      ->capture_default_str();
  command->add_flag("--json", arguments->json, "Prints one JSON document");
  command->callback(
      [arguments, &action] { action = [arguments] { return show_check(*arguments); }; });
}

}  // namespace netdyno::app
