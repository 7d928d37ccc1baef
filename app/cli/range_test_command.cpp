// SPDX-License-Identifier: MIT
#include "app/cli/range_test_command.h"

#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/exit_status.h"
#include "app/cli/number_arguments.h"
#include "app/cli/opened_recipe.h"
#include "app/cli/recipe_arguments.h"
#include "app/cli/text_output.h"
#include "engine/study/range_test.h"

namespace netdyno::app {

namespace {

struct RangeTestArguments {
  RecipeArguments recipe;
  RangeTestOptions options;
  bool json = false;
};

Json result_json(const RangeTestResult& result) {
  Json points = Json::array();
  for (const RangeTestPoint& point : result.points)
    points.push_back({{"learning_rate", point.learning_rate},
                      {"loss", point.loss},
                      {"smoothed", point.smoothed}});
  return {{"points", points},
          {"suggestion", result.suggestion ? Json(*result.suggestion) : Json()},
          {"status", result.status}};
}

std::string range_test_text(const RangeTestResult& result) {
  std::vector<std::vector<std::string>> rows = {{"learning rate", "loss", "smoothed"}};
  for (const RangeTestPoint& point : result.points)
    rows.push_back({fmt::format("{:.3g}", point.learning_rate), fmt::format("{:.6g}", point.loss),
                    fmt::format("{:.6g}", point.smoothed)});
  std::string text = text_table(rows, 0) + fmt::format("\n{}\n", result.status);
  if (result.suggestion)
    text += fmt::format("Suggested learning rate {:.2g}: the loss falls steeply, far from rising\n",
                        *result.suggestion);
  return text;
}

int run_range_test(const RangeTestArguments& arguments) {
  const Recipe recipe = arguments.recipe.read();
  return arguments.recipe.with_file_name([&] {
    OpenedRecipe opened(recipe);
    RangeTest test(opened.trainer(), arguments.options);
    while (!test.advance()) {
    }
    if (arguments.json)
      print_json(result_json(test.result()));
    else
      print_text(range_test_text(test.result()));
    return kDone;
  });
}

}  // namespace

void add_range_test_command(CLI::App& app, CommandAction& action) {
  CLI::App* command =
      app.add_subcommand("range-test", "Proposes a learning rate: the loss against a growing one");
  const auto arguments = std::make_shared<RangeTestArguments>();
  RangeTestOptions& options = arguments->options;
  arguments->recipe.add_to(*command);
  command->add_option("--lowest", options.lowest, "Learning rate of the first step [1e-8]")
      ->transform(positive_number());
  command->add_option("--highest", options.highest, "Learning rate of the last step [1]")
      ->transform(positive_number());
  command->add_option("--steps", options.steps, "Minibatches to train at most")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000'000))
      ->capture_default_str();
  command->add_flag("--json", arguments->json, "Prints one JSON document");
  command->callback(
      [arguments, &action] { action = [arguments] { return run_range_test(*arguments); }; });
}

}  // namespace netdyno::app
