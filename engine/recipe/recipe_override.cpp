// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/recipe/recipe.h"
#include "engine/recipe/recipe_document.h"
#include "engine/recipe/recipe_path.h"
#include "engine/recipe/recipe_schema.h"

namespace netdyno {

namespace {

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
  const std::string path(assignment.substr(0, equals));
  Json& place = place_in(document, path);
  place = parse_value(path, assignment.substr(equals + 1));
}

}  // namespace netdyno
