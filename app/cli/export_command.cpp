// SPDX-License-Identifier: MIT
#include "app/cli/export_command.h"

#include <fmt/core.h>

#include <filesystem>
#include <memory>

#include "app/cli/exit_status.h"
#include "app/cli/notes.h"
#include "app/cli/recipe_arguments.h"
#include "app/cli/text_output.h"
#include "engine/formats/atomic_file.h"
#include "engine/formats/npy_file.h"
#include "engine/formats/onnx_file.h"
#include "engine/formats/weights_file.h"

namespace netdyno::app {

namespace {

struct ExportArguments {
  RecipeArguments recipe;
  std::filesystem::path weights;
  std::filesystem::path out;     // ONNX; empty: none
  std::filesystem::path arrays;  // folder of .npy files; empty: none
  bool with_preprocessing = false;
};

std::shared_ptr<const Preprocessor> fitted_preprocessor(const Recipe& recipe) {
  const DataSplits data =
      load_splits(recipe.data.source, recipe.data.train, recipe.data.validation,
                  {.input = recipe.model.input, .seed = recipe.seed, .progress = {}});
  print_data_notes(data, recipe);
  return preprocessing(recipe.data.preprocess).fit(data.train);
}

void write_onnx(const ExportArguments& arguments, const Recipe& recipe, Network& network) {
  std::shared_ptr<const Preprocessor> preprocessor;
  OnnxOptions options;
  if (arguments.with_preprocessing) {
    preprocessor = fitted_preprocessor(recipe);
    options = {preprocessor.get(), recipe.data.preprocess};
  }
  write_file_atomically(arguments.out, onnx_model(network, options));
  print_text(fmt::format("Wrote {}: input {}, logits {}, {} parameters\n", arguments.out.string(),
                         recipe.model.input.text(), network.output_shape().text(),
                         grouped(network.parameter_count())));
}

void write_arrays(const ExportArguments& arguments, Network& network) {
  prepare_output_folder(arguments.arrays);
  const std::vector<NamedTensor> tensors = network.state();
  for (const NamedTensor& named : tensors)
    write_file_atomically(arguments.arrays / (named.name + ".npy"), npy_bytes(*named.tensor));
  print_text(fmt::format("Wrote {} arrays to {}\n", tensors.size(), arguments.arrays.string()));
}

int export_network(const ExportArguments& arguments) {
  const Recipe recipe = arguments.recipe.read();
  return arguments.recipe.with_file_name([&] {
    WorkerPool pool(1);
    const auto kernels = make_kernels(Backend::OneDnn, pool);
    Network network(recipe.model, *kernels);
    print_notes(load_network_weights(network, arguments.weights));
    if (!arguments.out.empty()) write_onnx(arguments, recipe, network);
    if (!arguments.arrays.empty()) write_arrays(arguments, network);
    return kDone;
  });
}

}  // namespace

void add_export_command(CLI::App& app, CommandAction& action) {
  CLI::App* command =
      app.add_subcommand("export", "Writes a trained network for other programs: ONNX, NumPy");
  const auto arguments = std::make_shared<ExportArguments>();
  arguments->recipe.add_to(*command);
  command->add_option("--weights", arguments->weights, "The trained weights (safetensors)")
      ->type_name("FILE")
      ->required();
  command->add_option("--out", arguments->out, "The ONNX file")->type_name("FILE");
  command->add_option("--npy", arguments->arrays, "Folder for each tensor as a NumPy file")
      ->type_name("DIR");
  command->add_flag("--with-preprocessing", arguments->with_preprocessing,
                    "The model takes raw pixels in [0, 1]; fits the preprocessing to the data");
  command->callback([arguments, &action] {
    if (arguments->out.empty() && arguments->arrays.empty())
      throw CLI::RequiredError("--out or --npy");
    action = [arguments] { return export_network(*arguments); };
  });
}

}  // namespace netdyno::app
