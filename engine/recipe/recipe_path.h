// engine/recipe/recipe_path.h
// SPDX-License-Identifier: MIT
//
// Places in a recipe's JSON: "optimizer.learning_rate", "model.layers[3].rate".
//
//   Errors   RecipeError for what is no path, and for one that leads through a number or a text

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace netdyno {

// The value at `path`; makes room for a key that was absent until now.
nlohmann::ordered_json& place_in(nlohmann::ordered_json& document, std::string_view path);
// The value at `path`, or null where there is none.
const nlohmann::ordered_json* find_in(const nlohmann::ordered_json& document,
                                      std::string_view path);

// What a path says, told apart: "model.layers[3].init.scheme" lies in "model.layers[3].init" at the
// key "scheme". A list's entry has no key.
struct PathEnd {
  std::string parent;  // "" for the recipe itself
  std::string key;
};
PathEnd path_end(std::string_view path);

// A path as the schema has it, without numbers: "model.layers[2].layers[0].init.scheme" →
// "model.init.scheme".
std::string schema_place(std::string_view path);

// The 3 of "model.layers[3].rate", for a path within the network's list of layers.
std::optional<std::size_t> layer_of(std::string_view path);

}  // namespace netdyno
