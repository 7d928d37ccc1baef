// SPDX-License-Identifier: MIT
#include "app/application/recipe_file.h"

#include <nlohmann/json.hpp>

#include "engine/formats/atomic_file.h"

namespace netdyno::app {

void write_recipe(const std::filesystem::path& file, const Recipe& recipe) {
  write_file_atomically(file, recipe_to_json(recipe).dump(2) + "\n");
}

std::string name_with(const std::string& name, const std::string& suffix) {
  return name.ends_with(suffix) ? name : name + suffix;
}

std::string file_name_of(const std::string& name) {
  std::string file;
  for (const char c : name) {
    const bool is_separator = c == ' ' || c == ',' || c == '/' || c == '-';
    if (!is_separator)
      file += c;
    else if (!file.empty() && file.back() != '-')
      file += '-';
  }
  return file;
}

}  // namespace netdyno::app
