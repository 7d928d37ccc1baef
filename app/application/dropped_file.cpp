// SPDX-License-Identifier: MIT
#include "app/application/dropped_file.h"

#include <algorithm>
#include <utility>

#include "app/report/compared_folder.h"
#include "engine/core/error.h"
#include "engine/data/data_source.h"
#include "engine/data/picture_file.h"
#include "engine/nn/named_networks.h"

namespace netdyno::app {
namespace {

const Shape kFolderInput = {3, 32, 32};

Index count_folders(const std::filesystem::path& folder) {
  Index count = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.is_directory(error)) ++count;
  return count;
}

// A small convolutional network on the folder's classes, at 32×32 in colour.
NamedRecipe folder_recipe(const std::filesystem::path& folder) {
  const Index classes = count_folders(folder);
  if (classes < 2)
    throw Error(folder.string() + " holds no folders of pictures",
                "Drop a folder that has a folder of pictures for each of at least two classes");
  const auto networks = named_networks();
  const auto small = std::ranges::find(networks, "convnetjs-cifar", &NamedNetwork::name);
  Recipe recipe;
  recipe.data.source.source = "images";
  recipe.data.source.options = Options(data_source("images").fields);
  recipe.data.source.options.set(data_source("images").fields, "path", folder.string());
  recipe.data.preprocess = "mean-image";
  recipe.model = make_named_network(small != networks.end() ? *small : networks.front(),
                                    kFolderInput, classes);
  recipe.optimizer = {"momentum", 0.01, {}};
  return {folder.filename().string(), std::move(recipe), {}};
}

ExaminedImage picture(const std::filesystem::path& file, const Shape& input) {
  const bool takes_pictures = input.is_image() && (input.channels() == 1 || input.channels() == 3);
  if (!takes_pictures)
    throw Error("The network of this run takes no pictures",
                "Open a recipe for images first, then drop " + file.filename().string() + " again");
  ExaminedImage image{.name = file.filename().string(), .shape = input, .pixels = {}};
  for (const std::uint8_t value : read_picture(file, input))
    image.pixels.push_back(static_cast<float>(value) / 255.0f);
  return image;
}

}  // namespace

Dropped read_dropped(const std::filesystem::path& path, const Shape& input) {
  std::error_code error;
  if (is_run_folder(path)) return DroppedRun{path};
  if (std::filesystem::is_directory(path, error)) return folder_recipe(path);
  if (is_picture_name(path)) return picture(path, input);
  if (path.extension() == ".json") return recipe_file(path.string());
  throw Error(
      path.filename().string() + " is neither a recipe nor a picture",
      "Drop a recipe (.json), a picture, a folder with a folder of pictures per class, or a "
      "folder of a run");
}

}  // namespace netdyno::app
