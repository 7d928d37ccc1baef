// SPDX-License-Identifier: MIT
#include "app/cli/evaluate_command.h"

#include <fmt/core.h>

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/exit_status.h"
#include "app/cli/notes.h"
#include "app/cli/number_arguments.h"
#include "app/cli/opened_recipe.h"
#include "app/cli/recipe_arguments.h"
#include "app/cli/text_output.h"
#include "engine/formats/weights_file.h"
#include "engine/study/study.h"

namespace netdyno::app {

namespace {

struct EvaluateArguments {
  RecipeArguments recipe;
  std::string weights;
  std::string split = "validation";
  int threads = 0;
  bool tta = false;
  bool json = false;
};

struct Results {
  TestReport plain;
  std::optional<TestReport> averaged;
};

TestReport evaluated(const OpenedRecipe& opened, const EvaluateArguments& arguments,
                     bool is_augmented) {
  TestEvaluation evaluation(
      opened.trainer(), {.is_test_file = arguments.split == "test", .is_augmented = is_augmented});
  if (arguments.split == "test" && !is_augmented)
    print_notes(evaluation.examples().dataset->notes());
  while (!evaluation.advance()) {
  }
  return evaluation.report();
}

Results evaluate(const Recipe& recipe, const EvaluateArguments& arguments) {
  OpenedRecipe opened(recipe, arguments.threads);
  print_notes(load_network_weights(opened.network(), arguments.weights));
  Results results{.plain = evaluated(opened, arguments, false), .averaged = {}};
  if (arguments.tta) results.averaged = evaluated(opened, arguments, true);
  return results;
}

Json to_json(const Results& results) {
  const StudyType& type = study_type("evaluate");
  Json json = type.json(results.plain);
  if (results.averaged) {
    json["tta"] = type.json(*results.averaged);
    json["tta"].erase("split");
    json["tta"].erase("examples");
  }
  return json;
}

double recall_of(const ClassRecall& row) {
  return static_cast<double>(row.correct) / static_cast<double>(row.examples);
}

std::string percent(double share) {
  return std::isfinite(share) ? fmt::format("{:.2f} %", 100 * share) : "–";
}

std::string not_finite_text(const TestReport& report, const char* how) {
  if (report.not_finite == 0) return {};
  return fmt::format("For {} of {} examples the outputs{} are not numbers; they count as wrong\n",
                     grouped(report.not_finite), grouped(report.examples), how);
}

std::string to_text(const Results& results) {
  const TestReport& plain = results.plain;
  const bool has_both = results.averaged.has_value();
  const TestReport averaged = results.averaged.value_or(TestReport{});
  std::vector<std::vector<std::string>> cells = {{"class", "examples", "recall"}};
  if (has_both) cells[0].push_back("with TTA");
  const auto add = [&](std::string name, Index examples, std::string first, std::string second) {
    cells.push_back({std::move(name), grouped(examples), std::move(first)});
    if (has_both) cells.back().push_back(std::move(second));
  };
  for (std::size_t c = 0; c < plain.classes.size(); ++c)
    add(plain.classes[c].name, plain.classes[c].examples, percent(recall_of(plain.classes[c])),
        has_both ? percent(recall_of(averaged.classes[c])) : "");
  add("accuracy", plain.examples, percent(plain.accuracy), percent(averaged.accuracy));
  // Of averaged probabilities only the logarithm is a loss.
  const bool is_same = plain.recipe_loss == "softmax";
  const std::string log_loss = fmt::format("{:.4f}", averaged.loss);
  add(is_same ? "loss" : fmt::format("loss ({})", plain.recipe_loss), plain.examples,
      fmt::format("{:.4f}", plain.loss), is_same ? log_loss : "–");
  if (has_both && !is_same) add("−ln p", plain.examples, "–", log_loss);
  return text_table(cells, 1) + not_finite_text(plain, "") + not_finite_text(averaged, " with TTA");
}

int show_evaluation(const EvaluateArguments& arguments) {
  const Recipe recipe = arguments.recipe.read();
  return arguments.recipe.with_file_name([&] {
    const Results results = evaluate(recipe, arguments);
    if (arguments.json)
      print_json(to_json(results));
    else
      print_text(to_text(results));
    return kDone;
  });
}

}  // namespace

void add_evaluate_command(CLI::App& app, CommandAction& action) {
  CLI::App* command = app.add_subcommand(
      "evaluate", "Loss, accuracy and the recall of each class of a trained network");
  const auto arguments = std::make_shared<EvaluateArguments>();
  arguments->recipe.add_to(*command);
  command->add_option("--weights", arguments->weights, "The trained weights (safetensors)")
      ->type_name("FILE")
      ->required();
  command
      ->add_option("--split", arguments->split,
                   "Examples to evaluate: validation or test (default: validation)")
      ->check(CLI::IsMember({"validation", "test"}));
  command->add_flag("--tta", arguments->tta,
                    "Averages over five scales and ten crops of each image, too");
  command->add_option("--threads", arguments->threads, "Threads to compute with (default: all)")
      ->type_name("N")
      ->transform(thread_count());
  command->add_flag("--json", arguments->json, "Prints one JSON document");
  command->callback(
      [arguments, &action] { action = [arguments] { return show_evaluation(*arguments); }; });
}

}  // namespace netdyno::app
