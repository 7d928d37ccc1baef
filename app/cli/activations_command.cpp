// SPDX-License-Identifier: MIT
#include "app/cli/activations_command.h"

#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/exit_status.h"
#include "app/cli/notes.h"
#include "app/cli/recipe_arguments.h"
#include "app/cli/text_output.h"
#include "engine/core/error.h"
#include "engine/nn/layer_registry.h"
#include "engine/probe/probe.h"
#include "engine/train/initialization.h"

namespace netdyno::app {

namespace {

struct ActivationsArguments {
  RecipeArguments recipe;
  bool json = false;
};

std::vector<Distribution> nonlinearities_of(const DistributionSet& set, const Network& network) {
  std::vector<Distribution> chosen;
  for (const Distribution& row : set.rows)
    if (layer_type(network.layer(row.layer).spec().type).is_nonlinearity) chosen.push_back(row);
  return chosen;
}

std::vector<Distribution> measure(const Recipe& recipe) {
  const SourceContext context{.input = recipe.model.input, .seed = recipe.seed, .progress = {}};
  const DataSplits data =
      load_splits(recipe.data.source, recipe.data.train, recipe.data.validation, context);
  print_data_notes(data, recipe);
  WorkerPool pool(WorkerPool::available_threads());
  const auto kernels = make_kernels(Backend::OneDnn, pool);
  Network network(recipe.model, *kernels);
  const auto preprocessor = preprocessing(recipe.data.preprocess).fit(data.train);
  initialize_weights(
      network,
      {.train = data.train, .preprocessor = *preprocessor, .batch_size = recipe.batch_size},
      recipe.seed);

  Batcher batcher(data.train, recipe.shuffle, recipe.seed);
  batcher.set_preprocessor(preprocessor);
  batcher.set_augmentation(recipe.data.augment);
  Batch batch;
  batcher.next(recipe.batch_size, batch);
  Workspace workspace;
  network.forward(batch.x, workspace, {.mode = Mode::Training, .seed = recipe.seed, .step = 1});

  const Probe* probe = find_probe("activations");
  DYNO_CHECK(probe, "The probe of activations is registered");
  Workspace scratch;
  const ProbeInput input{.network = network,
                         .batch = batch,
                         .workspace = workspace,
                         .validation = data.validation,
                         .preprocessor = *preprocessor,
                         .pinned = {},
                         .seed = recipe.seed,
                         .step = 1,
                         .scratch = scratch};
  return nonlinearities_of(std::get<DistributionSet>(probe->measure(input)), network);
}

Json rows_json(const std::vector<Distribution>& rows) {
  Json layers = Json::array();
  for (const Distribution& row : rows)
    layers.push_back({{"index", row.layer},
                      {"type", row.name},
                      {"mean", row.mean},
                      {"std", row.std},
                      {"saturated", row.saturated},
                      {"dead", row.dead}});
  return {{"layers", layers}};
}

std::string rows_text(const std::vector<Distribution>& rows) {
  if (rows.empty()) return "The network has no activation layers\n";
  std::vector<std::vector<std::string>> cells = {
      {"#", "type", "mean", "deviation", "saturated", "dead"}};
  for (const Distribution& row : rows)
    cells.push_back({std::to_string(row.layer), row.name, fmt::format("{:.6f}", row.mean),
                     fmt::format("{:.6f}", row.std), fmt::format("{:.1f} %", 100 * row.saturated),
                     fmt::format("{:.1f} %", 100 * row.dead)});
  return text_table(cells, 2);
}

int show_activations(const ActivationsArguments& arguments) {
  const Recipe recipe = arguments.recipe.read();
  return arguments.recipe.with_file_name([&] {
    const std::vector<Distribution> rows = measure(recipe);
    if (arguments.json)
      print_json(rows_json(rows));
    else
      print_text(rows_text(rows));
    return kDone;
  });
}

}  // namespace

void add_activations_command(CLI::App& app, CommandAction& action) {
  CLI::App* command = app.add_subcommand(
      "activations", "Measures the activations of a recipe's network before training");
  const auto arguments = std::make_shared<ActivationsArguments>();
  arguments->recipe.add_to(*command);
  command->add_flag("--json", arguments->json, "Prints one JSON document");
  command->callback(
      [arguments, &action] { action = [arguments] { return show_activations(*arguments); }; });
}

}  // namespace netdyno::app
