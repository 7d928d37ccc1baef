// engine/recipe/recipe_schema.h
// SPDX-License-Identifier: MIT
//
// The recipe reference: every key that a recipe may hold, read from the very registries and tables
// that check recipes, so that it cannot go stale.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/recipe/recipe.h"

namespace netdyno {

struct SchemaKey {
  std::string key;
  std::string doc;          // one sentence with the unit or symbol
  std::string expectation;  // "a number in [0, 1)"
  std::string preset;       // as JSON text; "" where there is none
  bool is_required = false;
  bool is_live = false;  // may change while training
  bool is_text = false;  // not a number, a list or an object
};

// One choice of a section's selector: the layer type "conv" with its options.
struct SchemaRow {
  std::string name;
  std::string doc;
  std::vector<SchemaKey> keys;
};

struct SchemaSection {
  std::string path;  // "model.layers[]"; "" for the recipe itself
  std::string doc;
  std::vector<SchemaKey> keys;  // whatever is chosen
  std::string selector;         // the key that names a row, "type"; "" where there is no choice
  std::vector<SchemaRow> rows;
};

// Data first, in the order in which a recipe is written.
std::vector<SchemaSection> recipe_schema();

// Whether a text stands at a path like "data.path" or "model.layers[3].init.scheme".
bool wants_text(std::string_view path);

// {"sections": [{"path", "doc", "keys": [{"key", "doc", "expected", "default", "required",
// "live"}], "selector", "choices": [{"name", "doc", "keys"}]}]}
Json schema_json(const std::vector<SchemaSection>& sections);

}  // namespace netdyno
