// SPDX-License-Identifier: MIT
#include "engine/recipe/recipe_path.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/core/error.h"
#include "engine/recipe/recipe.h"
#include "engine/recipe/recipe_document.h"

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

}  // namespace

Json& place_in(Json& document, std::string_view path) {
  Json* place = &document;
  std::string walked;
  for (const PathStep& step : parse_path(path)) {
    place = &follow(*place, step, walked);
    if (step.is_index)
      walked += fmt::format("[{}]", step.index);
    else
      walked += fmt::format("{}{}", walked.empty() ? "" : ".", step.key);
  }
  return *place;
}

const Json* find_in(const Json& document, std::string_view path) {
  const Json* place = &document;
  for (const PathStep& step : parse_path(path)) {
    if (step.is_index) {
      if (!place->is_array() || step.index >= place->size()) return nullptr;
      place = &(*place)[step.index];
      continue;
    }
    if (!place->is_object()) return nullptr;
    const auto found = place->find(step.key);
    if (found == place->end()) return nullptr;
    place = &*found;
  }
  return place;
}

PathEnd path_end(std::string_view path) {
  if (!path.empty() && path.back() == ']') return {std::string(path), ""};
  const std::size_t dot = path.rfind('.');
  if (dot == path.npos) return {"", std::string(path)};
  return {std::string(path.substr(0, dot)), std::string(path.substr(dot + 1))};
}

std::optional<std::size_t> layer_of(std::string_view path) {
  constexpr std::string_view kLayers = "model.layers[";
  if (!path.starts_with(kLayers)) return std::nullopt;
  const std::string_view rest = path.substr(kLayers.size());
  return parse_index(rest.substr(0, rest.find(']')), path);
}

std::string schema_place(std::string_view path) {
  std::string place;
  for (std::size_t i = 0; i < path.size(); ++i) {
    place += path[i];
    if (path[i] != '[') continue;
    i = std::min(path.find(']', i), path.size());
    place += ']';
  }
  constexpr std::string_view kLayers = ".layers[]", kInner = ".layers[].layers[]",
                             kOwnInit = ".layers[].init.";
  while (place.find(kInner) != place.npos) place.erase(place.find(kInner), kLayers.size());
  if (const std::size_t at = place.find(kOwnInit); at != place.npos)
    place.erase(at, kLayers.size());
  return place;
}

}  // namespace netdyno
