// SPDX-License-Identifier: MIT
#include "app/view_models/human_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace netdyno::app {

namespace {

// Where the words of the key alone would not do.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames = {{
    {"batchnorm", "batch norm"},
    {"krahenbuhl", "Krähenbühl"},
    {"leaky_relu", "leaky ReLU"},
    {"lsuv", "LSUV"},
    {"pca_color", "PCA colours"},
    {"scale_crop", "scale and crop"},
}};

}  // namespace

std::string human_name(std::string_view key) {
  for (const auto& [known, name] : kNames)
    if (key == known) return std::string(name);
  std::string words(key);
  std::ranges::replace(words, '_', ' ');
  return words;
}

}  // namespace netdyno::app
