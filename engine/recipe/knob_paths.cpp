// SPDX-License-Identifier: MIT
#include "engine/recipe/knob_paths.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

namespace netdyno {

namespace {

void collect_paths(const Json& value, const std::string& path, std::vector<std::string>& paths) {
  const bool is_list = value.is_array() && !value.empty() && value[0].is_object();
  if (!value.is_object() && !is_list) return paths.push_back(path);
  if (is_list)
    for (std::size_t i = 0; i < value.size(); ++i)
      collect_paths(value[i], fmt::format("{}[{}]", path, i), paths);
  else
    for (const auto& [key, part] : value.items())
      collect_paths(part, path.empty() ? key : path + "." + key, paths);
}

}  // namespace

std::vector<std::string> knob_paths(const Recipe& recipe) {
  std::vector<std::string> paths;
  collect_paths(recipe_to_json(recipe), "", paths);
  return paths;
}

}  // namespace netdyno
