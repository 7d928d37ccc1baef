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
#include "app/cli/text_output.h"
#include "engine/study/gradient_check.h"

namespace netdyno::app {

namespace {

struct CheckArguments {
  RecipeArguments recipe;
  std::string loss;
  Index values = GradientCheckOptions{}.per_parameter;
  Index examples = GradientCheckOptions{}.examples;
  bool json = false;
};

const char* verdict_text(GradientVerdict verdict) {
  switch (verdict) {
    case GradientVerdict::Pass:
      return "passed";
    case GradientVerdict::Unresolved:
      return "unresolved";
    case GradientVerdict::Fail:
      break;
  }
  return "failed";
}

std::vector<std::string> losses_of(const CheckArguments& arguments, const Recipe& recipe) {
  if (arguments.loss.empty()) return {recipe.loss};
  if (arguments.loss != "all") return {arguments.loss};
  std::vector<std::string> names;
  for (const LossFunction& loss : loss_functions()) names.push_back(loss.name);
  return names;
}

std::vector<GradientCheckReport> check_gradients(const CheckArguments& arguments,
                                                 const Recipe& recipe) {
  OpenedRecipe opened(recipe);
  const Trainer& trainer = opened.trainer();
  const DataView& train = opened.data().train;
  std::vector<GradientCheckReport> reports;
  for (const std::string& loss : losses_of(arguments, recipe)) {
    GradientCheckOptions options;
    options.loss = loss;
    options.per_parameter = arguments.values;
    options.examples = arguments.examples;
    options.seed = recipe.seed;
    Batch batch;
    read_batch(train, 0, std::min(options.examples, train.count), trainer.preprocessor(), batch);
    GradientCheck check(trainer.network(), std::move(batch), options);
    while (!check.advance()) {
    }
    reports.push_back(check.report());
  }
  return reports;
}

Json report_json(const GradientCheckReport& report) {
  Json rows = Json::array();
  for (const GradientCheckRow& row : report.rows)
    rows.push_back({{"layer", row.layer},
                    {"type", row.type},
                    {"parameter", row.parameter},
                    {"checked", row.checked},
                    {"failed", row.failed},
                    {"kinks", row.kinks},
                    {"too_small", row.unresolved},
                    {"max_error", row.max_error},
                    {"verdict", verdict_text(row.verdict)}});
  return {{"loss", report.loss},
          {"tolerance", report.tolerance},
          {"value", report.loss_value},
          {"passed", report.verdict() != GradientVerdict::Fail},
          {"rows", rows}};
}

std::string report_text(const GradientCheckReport& report) {
  std::vector<std::vector<std::string>> cells = {{"#", "type", "parameter", "checked", "failed",
                                                  "kinks", "too small", "max error", "verdict"}};
  for (const GradientCheckRow& row : report.rows)
    cells.push_back({std::to_string(row.layer), row.type, row.parameter,
                     std::to_string(row.checked), std::to_string(row.failed),
                     std::to_string(row.kinks), std::to_string(row.unresolved),
                     fmt::format("{:.1e}", row.max_error), verdict_text(row.verdict)});
  return fmt::format("Loss {}, {:.6f} on {} examples\n{}\n", report.loss, report.loss_value,
                     report.examples, text_table(cells, 3));
}

int show_check(const CheckArguments& arguments) {
  const Recipe recipe = arguments.recipe.read();
  return arguments.recipe.with_file_name([&] {
    const std::vector<GradientCheckReport> reports = check_gradients(arguments, recipe);
    Json losses = Json::array();
    std::string text;
    for (const GradientCheckReport& report : reports) {
      losses.push_back(report_json(report));
      text += report_text(report);
    }
    const bool has_failed = std::ranges::any_of(
        reports, [](const auto& report) { return report.verdict() == GradientVerdict::Fail; });
    text += fmt::format("{}: relative errors up to {:g} pass\n", has_failed ? "FAILED" : "Passed",
                        GradientCheckOptions{}.tolerance);
    if (arguments.json)
      print_json({{"losses", losses}});
    else
      print_text(text);
    return has_failed ? kFailed : kDone;
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
