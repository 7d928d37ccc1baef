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

// When a changed setting takes effect on a run.
enum class KnobEffect {
  Now,             // with the next minibatch
  RedrawsWeights,  // with the next minibatch, and other weights
  FromStart,       // from step 0
};
// "now", "redraws weights", "from step 0".
std::string effect_name(KnobEffect effect);

struct SchemaKey {
  std::string key;
  std::string doc;          // one sentence with the unit or symbol
  std::string expectation;  // "a number in [0, 1)"
  std::string preset;       // as JSON text; "" where there is none
  bool is_required = false;
  bool is_text = false;  // not a number, a list or an object
  KnobEffect effect = KnobEffect::FromStart;
  std::string name;    // in words: "batch size"
  std::string symbol;  // in formulas: "N"; "" where there is none
  std::string unit;    // "examples"; "" for a plain number
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
// "live", "effect"}], "selector", "choices": [{"name", "doc", "keys"}]}]}
Json schema_json(const std::vector<SchemaSection>& sections);

}  // namespace netdyno
