// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/recipe/recipe.h"
#include "engine/recipe/recipe_document.h"
#include "engine/recipe/recipe_schema.h"

namespace netdyno {

namespace {

// One step of a path: ".key" or "[index]".
struct PathStep {
  std::string key;
  std::size_t index = 0;
  bool is_index = false;
};

[[noreturn]] void fail_path(std::string_view path) {
  throw RecipeError(std::string(path), "not a path of a recipe",
                    "Expected a form like optimizer.learning_rate or model.layers[0].filters");
}

std::size_t parse_index(std::string_view digits, std::string_view path) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (error != std::errc() || end != digits.data() + digits.size()) fail_path(path);
  return index;
}

std::vector<PathStep> parse_path(std::string_view path) {
  std::vector<PathStep> steps;
  std::string_view rest = path;
  while (!rest.empty()) {
    if (rest.front() == '[') {
      const std::size_t end = rest.find(']');
      if (end == std::string_view::npos || steps.empty()) fail_path(path);
      steps.push_back(
          {.key = {}, .index = parse_index(rest.substr(1, end - 1), path), .is_index = true});
      rest.remove_prefix(end + 1);
      continue;
    }
    if (!steps.empty()) {
      if (rest.front() != '.') fail_path(path);
      rest.remove_prefix(1);
    }
    const std::string_view key = rest.substr(0, rest.find_first_of(".["));
    if (key.empty()) fail_path(path);
    steps.push_back({.key = std::string(key), .index = 0, .is_index = false});
    rest.remove_prefix(key.size());
  }
  if (steps.empty()) fail_path(path);
  return steps;
}

// The value that `step` leads to from `value`, which stands at `path`; makes room for new keys.
Json& follow(Json& value, const PathStep& step, const std::string& path) {
  if (step.is_index) {
    if (!value.is_array())
      throw RecipeError(path, fmt::format("expected a list, found {}", describe_json(value)));
    if (step.index >= value.size())
      throw RecipeError(fmt::format("{}[{}]", path, step.index),
                        fmt::format("no such entry, the list has {}", value.size()));
    return value[step.index];
  }
  if (value.is_null()) value = Json::object();  // a key that was absent until now
  if (!value.is_object())
    throw RecipeError(path, fmt::format("expected an object, found {}", describe_json(value)));
  return value[step.key];
}

Json parse_value(const std::string& path, std::string_view text) {
  try {
    Json value = parse_document(text);
    // Of data.path=2024 or data.path=null the words themselves are meant.
    if (value.is_string() || !wants_text(path)) return value;
    return std::string(text);
  } catch (const RecipeError&) {
    const Json value = std::string(text);  // no JSON: a name, as in data.source=mnist
    try {
      (void)value.dump();
    } catch (const Json::exception&) {
      throw RecipeError(path, "expected a value in UTF-8");
    }
    return value;
  }
}

}  // namespace

void apply_override(Json& document, std::string_view assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos)
    throw RecipeError(std::string(assignment), "expected PATH=VALUE",
                      "As in optimizer.learning_rate=0.1");
  const std::string_view path = assignment.substr(0, equals);
  Json* place = &document;
  std::string walked;
  for (const PathStep& step : parse_path(path)) {
    place = &follow(*place, step, walked);
    if (step.is_index)
      walked += fmt::format("[{}]", step.index);
    else
      walked += fmt::format("{}{}", walked.empty() ? "" : ".", step.key);
  }
  *place = parse_value(walked, assignment.substr(equals + 1));
}

}  // namespace netdyno
