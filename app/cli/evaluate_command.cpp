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
#include "engine/core/error.h"
#include "engine/formats/weights_file.h"
#include "engine/train/tta.h"

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
  DataView examples;
  std::string loss;  // the recipe's
  TestResult plain;
  std::optional<TestResult> averaged;
};

void check_shape(const Recipe& recipe, const Dataset& data) {
  if (data.sample_shape() == recipe.model.input) return;
  throw RecipeError("model.input", fmt::format("expected {}, the shape of {}'s examples, found {}",
                                               data.sample_shape().text(), data.name(),
                                               recipe.model.input.text()));
}

DataView examples_of(const Recipe& recipe, const OpenedRecipe& opened, const std::string& split) {
  if (split == "validation") {
    if (opened.data().validation.count == 0)
      throw Error("The recipe keeps no validation examples",
                  "Set data.validation, or take --split test");
    return opened.data().validation;
  }
  const auto test = data_source(recipe.data.source.source)
                        .load_test(recipe.data.source.options, opened.context());
  if (!test)
    throw Error(fmt::format("{} has no test examples", recipe.data.source.source),
                "Take --split validation");
  check_shape(recipe, *test);
  print_notes(test->notes());
  return {test, 0, test->size()};
}

Results evaluate(const Recipe& recipe, const EvaluateArguments& arguments) {
  OpenedRecipe opened(recipe, arguments.threads);
  Network& network = opened.network();
  print_notes(load_network_weights(network, arguments.weights));
  Results results{.examples = examples_of(recipe, opened, arguments.split),
                  .loss = recipe.loss,
                  .plain = {},
                  .averaged = {}};
  if (results.examples.dataset->num_classes() != opened.data().dataset()->num_classes())
    throw Error("Training and test examples have different numbers of classes");
  const Preprocessor& preprocessor = opened.trainer().preprocessor();
  results.plain = test_network(network, loss_function(recipe.loss), preprocessor, results.examples);
  if (arguments.tta)
    results.averaged =
        test_network(network, test_views(recipe.model.input), preprocessor, results.examples);
  return results;
}

Json finite_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

// Test-time augmentation averages probabilities, for which only the logarithm is a loss.
bool is_same_loss(const Results& results) {
  return results.loss == "softmax";
}

Json to_json(const TestResult& result, const char* loss, const Dataset& data) {
  Json classes = Json::array();
  for (std::size_t c = 0; c < result.classes.size(); ++c)
    classes.push_back({{"name", data.class_names()[c]},
                       {"examples", result.classes[c].examples},
                       {"recall", finite_or_null(result.classes[c].recall())}});
  return {{loss, finite_or_null(result.total.loss)},
          {"accuracy", result.total.accuracy},
          {"not_finite", result.not_finite},
          {"classes", std::move(classes)}};
}

Json to_json(const Results& results, const std::string& split) {
  const Dataset& data = *results.examples.dataset;
  Json json = {{"split", split}, {"examples", results.examples.count}};
  json.update(to_json(results.plain, "loss", data));
  if (results.averaged)
    json["tta"] = to_json(*results.averaged, is_same_loss(results) ? "loss" : "log_loss", data);
  return json;
}

std::string percent(double share) {
  return std::isfinite(share) ? fmt::format("{:.2f} %", 100 * share) : "–";
}

std::string not_finite_text(const TestResult& result, const char* how) {
  if (result.not_finite == 0) return {};
  return fmt::format("For {} of {} examples the outputs{} are not numbers; they count as wrong\n",
                     grouped(result.not_finite), grouped(result.total.examples), how);
}

std::string to_text(const Results& results) {
  const Dataset& data = *results.examples.dataset;
  std::vector<std::vector<std::string>> cells = {{"class", "examples", "recall"}};
  if (results.averaged) cells[0].push_back("with TTA");
  const auto add = [&](std::string name, Index examples, std::string plain, std::string averaged) {
    cells.push_back({std::move(name), grouped(examples), std::move(plain)});
    if (results.averaged) cells.back().push_back(std::move(averaged));
  };
  for (std::size_t c = 0; c < results.plain.classes.size(); ++c)
    add(data.class_names()[c], results.plain.classes[c].examples,
        percent(results.plain.classes[c].recall()),
        results.averaged ? percent(results.averaged->classes[c].recall()) : "");
  const Evaluation averaged = results.averaged ? results.averaged->total : Evaluation{};
  add("accuracy", results.examples.count, percent(results.plain.total.accuracy),
      percent(averaged.accuracy));
  const std::string log_loss = fmt::format("{:.4f}", averaged.loss);
  add(is_same_loss(results) ? "loss" : fmt::format("loss ({})", results.loss),
      results.examples.count, fmt::format("{:.4f}", results.plain.total.loss),
      is_same_loss(results) ? log_loss : "–");
  if (results.averaged && !is_same_loss(results))
    add("−ln p", results.examples.count, "–", log_loss);
  return text_table(cells, 1) + not_finite_text(results.plain, "") +
         not_finite_text(results.averaged.value_or(TestResult{}), " with TTA");
}

int show_evaluation(const EvaluateArguments& arguments) {
  const Recipe recipe = arguments.recipe.read();
  return arguments.recipe.with_file_name([&] {
    const Results results = evaluate(recipe, arguments);
    if (arguments.json)
      print_json(to_json(results, arguments.split));
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
