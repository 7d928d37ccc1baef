// SPDX-License-Identifier: MIT
#include "app/cli/describe_command.h"

#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/exit_status.h"
#include "app/cli/recipe_arguments.h"
#include "app/cli/schema_text.h"
#include "app/cli/text_output.h"
#include "engine/nn/summary.h"

namespace netdyno::app {

namespace {

struct DescribeArguments {
  RecipeArguments recipe;
  bool json = false;
  bool schema = false;
};

Json summary_json(const NetworkSummary& summary) {
  Json layers = Json::array();
  for (const LayerSummary& layer : summary.layers) {
    const auto extents = layer.output.extents();
    layers.push_back({{"index", layer.index},
                      {"type", layer.type},
                      {"output", std::vector<Index>(extents.begin(), extents.end())},
                      {"parameters", layer.parameters}});
  }
  return {{"layers", layers}, {"parameters", summary.parameters}};
}

std::string receptive_field_text(Index side) {
  return side == 0 ? "all" : fmt::format("{0}×{0}", side);
}

// Multiply-adds count as two operations, as they do in `bench`.
std::string megaflops_text(std::int64_t multiply_adds) {
  return fmt::format("{:.3f}", 2e-6 * static_cast<double>(multiply_adds));
}

std::string summary_text(const NetworkSummary& summary, Index batch_size) {
  std::vector<std::vector<std::string>> rows = {
      {"#", "type", "settings", "output", "parameters", "sees", "MFLOP"}};
  rows.push_back({"", "input", "", summary.input.text(), "", "", ""});
  for (const LayerSummary& layer : summary.layers)
    rows.push_back({std::to_string(layer.index), layer.type, layer.options, layer.output.text(),
                    grouped(layer.parameters), receptive_field_text(layer.receptive_field),
                    megaflops_text(layer.multiply_adds)});
  return fmt::format(
      "{}\n"
      "Parameters           {}\n"
      "Forward pass         {} MFLOP an image\n"
      "Training step        {} MFLOP an image (3 × forward)\n"
      "Memory for training  {:.1f} MB with minibatches of {}\n",
      text_table(rows, 4), grouped(summary.parameters), megaflops_text(summary.multiply_adds),
      megaflops_text(3 * summary.multiply_adds), 1e-6 * static_cast<double>(summary.training_bytes),
      batch_size);
}

int describe_schema(bool json) {
  const std::vector<SchemaSection> sections = recipe_schema();
  if (json)
    print_json(schema_json(sections));
  else
    print_text(schema_text(sections));
  return kDone;
}

int describe(const DescribeArguments& arguments) {
  if (arguments.schema) return describe_schema(arguments.json);
  const Recipe recipe = arguments.recipe.read();
  return arguments.recipe.with_file_name([&] {
    WorkerPool pool(1);
    const auto kernels = make_kernels(Backend::OneDnn, pool);
    const Network network(recipe.model, *kernels);
    const NetworkSummary summary =
        summarize(network, recipe.batch_size, optimizer_type(recipe.optimizer.kind).moments);
    if (arguments.json)
      print_json(summary_json(summary));
    else
      print_text(summary_text(summary, recipe.batch_size));
    return kDone;
  });
}

}  // namespace

void add_describe_command(CLI::App& app, CommandAction& action) {
  CLI::App* command =
      app.add_subcommand("describe", "Lists the layers of a recipe's network; reads no data");
  const auto arguments = std::make_shared<DescribeArguments>();
  CLI::Option* recipe = arguments->recipe.add_to(*command, /*required=*/false);
  command->add_flag("--json", arguments->json, "Prints one JSON document");
  command
      ->add_flag("--schema", arguments->schema,
                 "Prints every key that a recipe may hold instead; takes no RECIPE")
      ->excludes(recipe);
  command->callback([arguments, &action] {
    if (arguments->recipe.file.empty() && !arguments->schema)
      throw CLI::RequiredError("RECIPE or --schema");
    action = [arguments] { return describe(*arguments); };
  });
}

}  // namespace netdyno::app
