// SPDX-License-Identifier: MIT
#include "app/view_models/human_names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/nn/layer_registry.h"

namespace netdyno::app {

namespace {

// Where the words of the key alone would not do.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kNames = {{
    {"averaged", "averaged velocity"},
    {"krahenbuhl", "Krähenbühl"},
    {"lsuv", "LSUV"},
    {"pca_color", "PCA colours"},
    {"scale_crop", "scale and crop"},
}};

}  // namespace

std::string human_name(std::string_view key) {
  if (const LayerType* type = known_layer_type(key); type && !type->label.empty())
    return type->label;
  for (const auto& [known, name] : kNames)
    if (key == known) return std::string(name);
  std::string words(key);
  std::ranges::replace(words, '_', ' ');
  return words;
}

}  // namespace netdyno::app
