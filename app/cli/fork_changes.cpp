// SPDX-License-Identifier: MIT
#include "app/cli/fork_changes.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "engine/core/error.h"
#include "engine/recipe/knobs.h"

namespace netdyno::app {

namespace {

// Objects whose values belong together: who sets one of them has decided about all.
constexpr std::array<std::string_view, 6> kWholes = {"schedule",  "penalty",      "early_stopping",
                                                     "averaging", "data.augment", "model.init"};

bool is_within(std::string_view path, std::string_view place) {
  return path == place || (path.starts_with(place) && path.size() > place.size() &&
                           (path[place.size()] == '.' || path[place.size()] == '['));
}

std::string_view whole_of(std::string_view path) {
  for (const std::string_view whole : kWholes)
    if (is_within(path, whole)) return whole;
  constexpr std::string_view kOwnInit = "].init";  // a layer's
  const std::size_t own = path.find(kOwnInit);
  return own == std::string_view::npos ? path : path.substr(0, own + kOwnInit.size());
}

std::string_view path_of(std::string_view assignment) {
  return assignment.substr(0, assignment.find('='));
}

[[noreturn]] void refuse_late(const std::string& path) {
  if (path == "epochs")
    throw RecipeError(path, "is the end of the training", "Name it by --epochs");
  throw RecipeError(path, "takes effect from step 0: it makes another run",
                    "Fork with --at 0, or train it anew");
}

}  // namespace

std::vector<RunChange> knobs_for(const Recipe& recipe, std::span<const std::string> assignments) {
  std::vector<RunChange> turns;
  Json document = recipe_to_json(recipe);
  for (const std::string& assignment : assignments) {
    apply_override(document, assignment);
    const Recipe after = recipe_from_json(document);
    const std::string path(path_of(assignment));
    if (path == "epochs" || effect_at(after, path) == KnobEffect::FromStart) refuse_late(path);
    turns.push_back(KnobTurn{path, value_at(after, path).value_or(KnobValue())});
    document = recipe_to_json(after);
  }
  return turns;
}

bool is_overruled(const RunChange& change, std::span<const std::string> assignments) {
  const auto* turn = std::get_if<KnobTurn>(&change);
  return turn && std::ranges::any_of(assignments, [&](const std::string& assignment) {
           const std::string_view ours = whole_of(path_of(assignment)),
                                  theirs = whole_of(turn->path);
           return is_within(ours, theirs) || is_within(theirs, ours);
         });
}

}  // namespace netdyno::app
