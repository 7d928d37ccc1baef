// SPDX-License-Identifier: MIT
#include "app/cli/study_command.h"

#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/chart/figure_file.h"
#include "app/cli/exit_status.h"
#include "app/cli/notes.h"
#include "app/cli/opened_recipe.h"
#include "app/cli/recipe_arguments.h"
#include "app/cli/study_run.h"
#include "app/cli/text_output.h"
#include "app/report/study_figures.h"
#include "engine/core/error.h"
#include "engine/formats/atomic_file.h"
#include "engine/formats/weights_file.h"

namespace netdyno::app {

namespace {

struct StudyArguments {
  std::string name;
  RecipeArguments recipe;
  std::string weights;               // empty: as they are initialized
  std::vector<std::string> options;  // "steps=50"
  std::filesystem::path out;         // empty: no files
  bool lists = false;
  bool json = false;
};

Json preset_json(const OptionField& field) {
  return std::visit([](const auto& value) { return Json(value); }, field.preset_value);
}

Json option_json(const OptionField& field) {
  return {{"key", field.key},
          {"doc", field.doc},
          {"expected", field.expectation()},
          {"default", preset_json(field)}};
}

int list_studies(bool json) {
  Json list = Json::array();
  std::string text;
  for (const StudyType& type : study_types()) {
    Json options = Json::array();
    text += fmt::format("{}  {}\n", type.name, type.doc);
    for (const OptionField& field : type.fields) {
      options.push_back(option_json(field));
      text += fmt::format("    {}={}  {}, {}\n", field.key, preset_json(field).dump(), field.doc,
                          field.expectation());
    }
    list.push_back({{"name", type.name},
                    {"label", type.label},
                    {"doc", type.doc},
                    {"options", std::move(options)}});
  }
  if (json)
    print_json({{"studies", std::move(list)}});
  else
    print_text(text);
  return kDone;
}

std::string csv_of(const StudyTable& table) {
  std::string csv;
  const auto add = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) csv += (i > 0 ? "," : "") + csv_field(cells[i]);
    csv += "\n";
  };
  add(table.heading);
  for (const std::vector<std::string>& row : table.rows) add(row);
  return csv;
}

// study.json, a table as study-table.csv, a figure in each format.
void write_files(const std::filesystem::path& folder, const StudyType& type,
                 const StudyReport& report) {
  prepare_output_folder(folder);
  write_file_atomically(folder / (type.name + ".json"), type.json(report).dump(2) + "\n");
  for (const StudyTable& table : type.tables(report))
    write_file_atomically(folder / fmt::format("{}-{}.csv", type.name, table.name), csv_of(table));
  const FigurePage page;
  constexpr double kDotsPerInch = 300;
  for (const RunFigure& figure : study_figures(std::make_shared<const StudyReport>(report)))
    for (const FileFormat format : {FileFormat::Svg, FileFormat::Pdf, FileFormat::Png})
      write_file_atomically(folder / fmt::format("{}.{}", figure.id, format_name(format)),
                            figure_file(figure, page, format, kDotsPerInch));
}

// A wrong option is of the study, not of the recipe's file.
Options chosen_options(const StudyType& type, const std::vector<std::string>& assignments) {
  try {
    return study_options(type, assignments);
  } catch (const RecipeError& error) {
    throw error.within("--option");
  }
}

int study(const StudyArguments& arguments) {
  if (arguments.lists) return list_studies(arguments.json);
  if (arguments.name.empty() || arguments.recipe.file.empty())
    throw RecipeError("study", "expected a study and a recipe",
                      "As in netdyno study range-test RECIPE; --list names all studies");
  const StudyType& type = study_type(arguments.name);
  const Options options = chosen_options(type, arguments.options);
  const Recipe recipe = arguments.recipe.read();
  return arguments.recipe.with_file_name([&] {
    OpenedRecipe opened(recipe);
    if (!arguments.weights.empty())
      print_notes(load_network_weights(opened.network(), arguments.weights));
    const StudyReport report = run_study(type, opened.trainer(), options);
    if (!arguments.out.empty()) write_files(arguments.out, type, report);
    const StudyOutcome outcome = type.outcome(report);
    if (arguments.json)
      print_json(type.json(report));
    else if (outcome != StudyOutcome::Diverged)
      print_text(study_text(type, report));
    if (outcome == StudyOutcome::Diverged) tell_error(type.text(report));
    return exit_status(outcome);
  });
}

}  // namespace

void add_study_command(CLI::App& app, CommandAction& action) {
  CLI::App* command = app.add_subcommand(
      "study", "Examines a recipe's network, at its start or with trained weights; --list");
  const auto arguments = std::make_shared<StudyArguments>();
  command->add_option("NAME", arguments->name, "A study of --list");
  arguments->recipe.add_to(*command, false);
  command->add_flag("--list", arguments->lists, "Says what studies there are, with their options");
  command
      ->add_option("--weights", arguments->weights,
                   "Trained weights (safetensors); without them they are as initialized")
      ->type_name("FILE");
  command
      ->add_option("--option", arguments->options,
                   "Changes one option of the study, as in --option steps=50; may be given several "
                   "times")
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--out", arguments->out, "Folder for figures, tables and the JSON document")
      ->type_name("DIR");
  command->add_flag("--json", arguments->json, "Prints one JSON document");
  command->footer(
      "Exit status: 0 done, 1 what it checks failed, 2 wrong usage or recipe, 3 diverged.");
  command->callback([arguments, &action] { action = [arguments] { return study(*arguments); }; });
}

}  // namespace netdyno::app
